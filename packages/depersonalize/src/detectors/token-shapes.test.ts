import { checkDetector } from './testing/check-detector.ts'
import { tokenShapes } from './token-shapes.ts'

/** Keys are put together here, so that nobody's scanner takes this file for a leak. */
const key = (...parts: string[]) => parts.join('')
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'

checkDetector(tokenShapes, {
  found: [
    [`Bearer «${JWT}»`],
    [`/verify/«${JWT}»/x`],
    ['t=«eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.»&x'],
    ['Authorization: Basic «QWxhZGRpbjpvcGVuIHNlc2FtZQ==»'],
    ['bearer «mF_9.B5f-4.1JqM»'],
    ['https://«ann:secret»@shop.example/'],
    ['redis://«:p4ss»@10.0.0.1:6379'],
    [`«${key('sk_', 'live_', '4eC39HqLyjWDarjtT1zdp7dc')}»`],
    [`key «${key('AKIA', 'IOSFODNN7EXAMPLE')}» denied`],
    [`«${key('ghp_', 'abcdefghij0123456789ABCDEFGHIJ012345')}»`],
    [`«${key('xoxb-', '123456789012-abcdefghij')}»`],
    [`«${key('AIza', 'SyA1234567890abcdefghijklmnopqrstuv')}»`],
    ['to «0x52908400098527886E0F7030069857D2E4169EE7» now'],
    ['«bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq»'],
    ['«1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2»,«3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy»'],
  ],
  left: [
    ['Unexpected token < in JSON at position 0'],
    ['bearer token is missing'],
    ['Basic authentication-required'],
    ['a basic understanding of things'],
    ['https://shop.example/@ann'],
    ['token authentication-required'],
    ['sk-button sk-live'],
    ['/keyboards/eye-tracking'],
    ['0x7ffe'],
    ['3-reasons-why-this-is-it'],
    ['AKIABARA'],
    ['greyhound racing news'],
    ['http://a.example/ and b@c'],
  ],
})
