import { pathId } from './path-id.ts'
import { checkDetector } from './testing/check-detector.ts'

const under = (...words: string[]) => ({ position: 'path', words }) as const

checkDetector(pathId, {
  found: [
    ['«a1b2c3d4e5»', under()],
    ['«ord_8F3kd92»', under('orders')],
    ['«ord_8F3kd92»', under()],
    ['«8F3kd92».html', under('x')],
    ['order-«8F3kd92»', under()],
    ['«dQw4w9WgXcQ»', under('watch')],
    ['«3f2a9c1b»', under('commit')],
    ['«3F2A9C1B44»', { position: 'referrer', words: [] }],
    ['«7KD2PQ»', under('bookings')],
    ['«k3x9q»', under('users')],
    ['«9f86d081884c»', under('r')],
  ],
  left: [
    ['iphone-15-pro', under('products')],
    ['iphone15promax', under('products')],
    ['windows11', under()],
    ['covid-19', under()],
    ['s01e05', under('series')],
    ['wh1000xm5', under('headphones')],
    ['sony-wh1000xm5', under('headphones')],
    ['ryzen-7800x3d', under('cpu')],
    ['rtx4090ti16gb', under('gpu')],
    ['1920x1080', under('wallpapers')],
    ['10x20x30cm', under('boxes')],
    ['1h30m15s', under('t')],
    ['utf8', under()],
    ['es2015', under()],
    ['base64', under()],
    ['x86_64', under('downloads')],
    ['i18n', under('docs')],
    ['sha256', under('tools')],
    ['kb5034441', under('articles')],
    ['v2beta1', under('api')],
    ['b0bdhwdr12', under('dp')],
    ['decade80', under('music')],
    ['main.3f2a9c1b.js', under('assets')],
    ['a1b2c3d4e5', { position: 'resource', words: ['assets'] }],
  ],
})
