import { homeFolder } from './home-folder.ts'
import { checkDetector } from './testing/check-detector.ts'

checkDetector(homeFolder, {
  found: [
    ['at /home/«ann»/app/index.js:10:5', { position: 'error_frame' }],
    ['file:///Users/«anna.schmidt»/Sites/a.html'],
    ['C:\\Users\\«jdoe42»\\AppData\\x.js'],
    ['"C:\\\\Users\\\\«jdoe»\\\\x"'],
    ['C:/Users/«ann»/x'],
    ['/home/«anna»/x', { position: 'path' }],
    ['open \\\\Users\\\\«bob»'],
    ['«luna.x»', { position: 'query', words: ['home'] }],
    ["ENOENT '/home/«ann»'"],
  ],
  left: [
    ['/home/kitchen/sinks', { position: 'path' }],
    ['/home/runner/work/a'],
    ['/Users/Shared/x'],
    ['/users/list'],
    ['/Users/'],
    ['/homepage/ann'],
    ['C:\\Users\\Public\\x'],
    ['the Users table'],
    ['/home/node/app/server.js'],
    ['/home/[name]/x'],
    ['kitchen', { position: 'path', words: ['home'] }],
  ],
})
