import { describe, expect, it } from 'vitest'
import { name } from './name.ts'
import { checkDetector, marked } from './testing/check-detector.ts'

checkDetector(name, {
  found: [
    ['User «Anna Schmidt» not found'],
    ['user «anna.schmidt» has no role'],
    ["Customer '«Bartholomäus Wrzesniewski»' is blocked"],
    ['Hello «Siobhán»!'],
    ['Dear Dr. «O’Connor»,'.replace('’', "'")],
    ['Hallo Herr «Müller-Lüdenscheidt»'],
    ['Bonjour «Amélie», bienvenue'],
    ['name=«Anna»&x=1'],
    ['user=«Margarethe Wolkenstein» not found'],
    ['customer=«anna schmidt» is blocked'],
    ['user=«Anna» Not Found'],
    ['first_name=«Margarethe» last_name=«Wolkenstein»'],
    ['{"firstName":"«Xiulan»","lastName":"«Wu»"}'],
    ['failed for «Maria Kowalska» again'],
    ['用户 «王小明» 不存在'],
    ['Пользователь «Иван Петров» не найден'],
    ['/users/«Margarethe Wolkenstein»/orders'],
    ['GET /users/«anna» failed'],
    ['GET /users/«anna-schmidt»/orders failed'],
    ['«anna-schmidt»', { position: 'path', words: ['users'] }],
    ['«@jdoe42»', { position: 'path' }],
    ['«Grace»', { position: 'query', words: ['first', 'name'] }],
    ['«Robin»', { position: 'query', words: ['name'] }],
    ['«rose»', { position: 'fragment', words: ['name'] }],
    ['«Robin»', { position: 'query', words: ['customer'] }],
    ['«Robin»', { position: 'query', words: ['user'] }],
    ['«Juan»', { position: 'query', words: ['nombre'] }],
    ['«Zyxwv Qrst»', { position: 'prop_value', words: ['vorname'] }],
    ['«山田太郎»', { position: 'query', words: ['名前'] }],
    ['«Ludwig van Beethoven»', { position: 'prop_value', words: ['author'] }],
  ],
  left: [
    ['User not found'],
    ['User Agent is missing'],
    ['user id is required'],
    ['Hello World'],
    ['Welcome back to the shop'],
    ['Dear Customer'],
    ['user.name is undefined'],
    ['Trip to San Diego and Buenos Aires'],
    ['name=Red Shoes'],
    ['Summer Sale', { position: 'prop_value', words: ['name'] }],
    ['running shoes', { position: 'query', words: ['product', 'name'] }],
    ['Robin', { position: 'prop_value', words: ['name'] }],
    ['Robin', { position: 'query', words: ['product', 'name'] }],
    ['sofa', { position: 'query', words: ['name'] }],
    ['march', { position: 'query', words: ['name'] }],
    ['settings', { position: 'path', words: ['users'] }],
    ['password-reset', { position: 'path', words: ['user'] }],
    ['12345', { position: 'path', words: ['users'] }],
    ['orders', { position: 'path', words: ['account'] }],
    ['index.js', { position: 'resource', words: ['users'] }],
    ['anna-schmidt', { position: 'path', words: ['blog'] }],
    ['Mozilla', { position: 'query', words: ['user', 'agent'] }],
    ['Anna Schmidt', { position: 'error_frame' }],
    ['Cannot read properties of undefined'],
    ['Black Friday Deals'],
  ],
})

describe('name', () => {
  it('does not grow when another has been replaced', () => {
    expect(marked(name, 'User [name] Not Found')).toBe('User [name] Not Found')
    expect(marked(name, '[name]', { position: 'query', words: ['user'] })).toBe('[name]')
  })
})
