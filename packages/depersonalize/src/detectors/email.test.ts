import { email } from './email.ts'
import { checkDetector } from './testing/check-detector.ts'

checkDetector(email, {
  found: [
    ['login of «ann@mail.example» failed'],
    ['«ann.b+shop@mail.example»'],
    ["mailto:«o'brien_2@sub.mail.co.uk»?subject=x"],
    ['/u/«ann@mail.example»/orders'],
    ['to=«ann@mail.example»&cc=«b-c@d.org»'],
    ['<«ann@bücher.example»>, "«山田@例え.テスト»"'],
    ['«ann@xn--bcher-kva.xn--p1ai».'],
    ['«info@müller.de»; (a@b, «x@y.museum»)'],
    ['ssh «root@203.0.113.9»'],
    ['//«ann@mail.example»//'],
    ["User '«ann@mail.example»' not found"],
    ['«ann@mail.example» and @ and «b@c.de»'],
    ['@«user@mastodon.social»'],
  ],
  left: [
    ['lodash@4.17.21/lodash.min.js'],
    ['npm/react@18.2.0'],
    ['images/logo@2x.png'],
    ['images/logo@1.5x.webp'],
    ['render@app.js:10:5'],
    ['render@app.js', { position: 'error_frame' }],
    ['@angular/core'],
    ['Cannot read @ x'],
    ['a@b'],
    ['follow @ann.b on it'],
    ['6 items @ 12.50'],
    ['5@10.50'],
    ['@@@@'],
    ['ann@ mail.example'],
  ],
})
