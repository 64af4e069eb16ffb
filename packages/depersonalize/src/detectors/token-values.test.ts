import { checkDetector } from './testing/check-detector.ts'
import { tokenValues } from './token-values.ts'

checkDetector(tokenValues, {
  found: [
    ['password=«hunter2»&next=/'],
    ['{"api_key":"«abc»","user":1}'],
    ['secret: «s3cr3t!»'],
    ['login with passwd «x»'.replace('passwd «x»', 'passwd=«correcthorse»')],
    ['accessToken="«a1b2c3d4e5»"'],
    ['token=«8f14e45fceea»;'],
    ['x-csrf-token: «Zk3P9xQ2mB»'],
    ['contraseña=«hola»'],
    ['«hunter2»', { position: 'query', words: ['password'] }],
    ['«correcthorse»', { position: 'prop_value', words: ['user', 'secret'] }],
    ['«aZ3kP9xQ»', { position: 'path', words: ['token'] }],
    ['«48151623»', { position: 'query', words: ['otp'] }],
    ['«1700000000.abc»', { position: 'query', words: ['sid'] }],
    ['private_key = «MIIEvQ»'],
  ],
  left: [
    ['Unexpected token: <'],
    ['password: must be at least 8 characters'],
    ['token: null'],
    ['token=expired'],
    ['password=[token]'],
    ['session: started'],
    ['reset', { position: 'path', words: ['password'] }],
    ['new', { position: 'path', words: ['session'] }],
    ['password', { position: 'path', words: ['reset'] }],
    ['berlin', { position: 'query', words: ['state'] }],
    ['12:30:45 a=b'],
    ['key: value'],
    ['invalid token', { position: 'prop_value', words: ['auth'] }],
    ['==::=='],
  ],
})
