import { geo } from './geo.ts'
import { checkDetector } from './testing/check-detector.ts'

checkDetector(geo, {
  found: [
    ['at «52.5200,13.4050» now'],
    ['/maps/@«52.520008,13.404954»,15z'],
    ['geo:«52.5200,-13.4050»'],
    ['(«-33.8688, 151.2093»)'],
    ['«52.5200° N, 13.4050° E»'],
    ['lat=«52.52001»&lng=«13.40501»'],
    ['«52.520»', { position: 'query', words: ['lat'] }],
    ['{"latitude":«48.8566»}'],
    ['«52°31\'12"N 13°24\'18"E»'],
    ['«48.8566/2.3522»'],
    // A pair and degrees that run into each other: the first counts.
    ['«52.5200 13.405052»°31\'12"N'],
    ['«52.5200 13.4050»', { position: 'prop_value', words: ['coords'] }],
  ],
  left: [
    ['cubic-bezier(0.455, 0.030, 0.515, 0.955)'],
    ['v1.234.567'],
    ['12.50, 13.99'],
    ['took 12.345 ms'],
    ['1.234,567.890'],
    ['200.123,190.456'],
    ['lat: unknown'],
    ['52.5', { position: 'query', words: ['lat'] }],
    ['5.2.100,3.1.200'],
    ['lcp 1.234 s'],
    ['100.123,95.456'],
  ],
})
