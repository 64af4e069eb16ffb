import { checkDetector } from './testing/check-detector.ts'
import { tokenRandom } from './token-random.ts'

checkDetector(tokenRandom, {
  found: [
    ['/reset/«9f86d081884c7d659a2feaa0c55ad015»/x'],
    ['sid «aB3dE5fG7hJ9kL1mN3pQ»'],
    ['«Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5»'],
    ['code=«V1StGXR8_Z5jdHi6B-myT-k3»&x'],
    ['«k3jf9s0d2lq8xnz7bv4m»'],
    ['«bT2vYmFyYmF6cXV4MTIzNDU2+aB3/Zk9Qx1==»'],
    ['«xkcdqwrtzpvbnmhjkgfd»'],
    ['/avatars/«9f86d081884c7d659a2feaa0c55ad015».jpg', { position: 'resource' }],
  ],
  left: [
    ['/assets/main.9f86d081884c7d659a2f.js'],
    ['vendors-9f86d081884c7d659a2feaa0c55ad015.chunk.css'],
    ['hero-9f86d081884c7d659a2feaa0c55ad015.png', { position: 'resource' }],
    ['9f86d081884c7d659a2feaa0c55ad015aabbccdd', { position: 'release' }],
    ['/blog/the-quick-brown-fox-jumps-over-the-lazy-dog'],
    ['getElementsByClassNameOrTagName'],
    ['samsung-galaxy-s24-ultra-256gb-titanium-gray'],
    ['12345678901234567890'],
    ['MAX_CONCURRENT_REQUESTS_PER_HOST'],
    ['/2026/11/23/top-10-things-to-do-in-berlin-in-48-hours'],
    ['--------------------------------'],
    ['aB3dE5fG7hJ9'],
  ],
})
