// Runs statements on the events of a data folder that no server has open. Usage: node run-sql.mjs FOLDER STATEMENT...
// Prints what the last one answers, one JSON object a line.
import { Session } from 'chdb'

const [folder, ...statements] = process.argv.slice(2)
const session = new Session(folder)
let answer = ''
for (const statement of statements) answer = session.query(statement, 'JSONEachRow')
process.stdout.write(String(answer))
session.close?.()
