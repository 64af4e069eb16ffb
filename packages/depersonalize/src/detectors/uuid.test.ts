import { checkDetector } from './testing/check-detector.ts'
import { uuid } from './uuid.ts'

checkDetector(uuid, {
  found: [
    ['/orders/«f47ac10b-58cc-4372-a567-0e02b2c3d479»/x'],
    ['«F47AC10B-58CC-4372-A567-0E02B2C3D479».'],
    ['user-«018f3b2a-9c4d-7e1f-8a2b-3c4d5e6f7a8b»-photo'],
    ['«f47ac10b58cc4372a5670e02b2c3d479»'],
    ['«9f86d081884c7d659a2feaa0c55ad015»', { position: 'query', words: ['uuid'] }],
    ['«01ARZ3NDEKTSV4RRFFQ69G5FAV»'],
    ['id=«01hf8z6x2k9q4w7e5r3t1y0mnp»'],
    ['«0ujtsYcgvSTl8PAuAdqWYSMnLOv»'],
    ['/s/«V1StGXR8_Z5jdHi6B-myT»'],
    ['«cjld2cjxh0000qzrmn831i7rn»'],
    ['«507f1f77bcf86cd799439011»'],
    ['dev «00:1A:2B:3C:4D:5E»'],
    ['«00-1a-2b-3c-4d-5e»'],
    ['«00000000-0000-0000-0000-000000000000»'],
  ],
  left: [
    ['the-quick-brown-foxes'],
    ['THE-QUICK-BROWN-FOX-JUMPS-1'],
    ['12345678901234567890123456'],
    ['12:30:45:10:20'],
    ['f47ac10b-58cc-4372-a567'],
    ['d41d8cd98f00b204e9800998ecf8427e'],
    ['getElementsByTagNames'],
    ['samsung-galaxy-s24-5g'],
    ['20-26-11-23-10-30'],
    ['12-34-56-78-90-12'],
    ['cinematographerlikesfilms'],
    ['internationalizations'],
  ],
})
