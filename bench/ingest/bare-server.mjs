// The least that an endpoint for beacons can do: reads the body, parses it as JSON, answers. Prints its port.
import { createServer } from 'node:http'

const server = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    response.statusCode = typeof JSON.parse(body).client_key === 'string' ? 202 : 400
    response.end()
  })
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
