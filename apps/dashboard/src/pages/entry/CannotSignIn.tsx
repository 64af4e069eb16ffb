import { CopyButton } from '../../ui/CopyButton.tsx'

const DEFAULT_PORT = '8787'

/** What to do where a browser would not keep the sign-in cookie: plain HTTP from another machine. */
export function CannotSignIn() {
  const port = location.port === '' ? DEFAULT_PORT : location.port
  const tunnel = `ssh -L ${port}:127.0.0.1:${port} you@${location.hostname}`
  return (
    <div className="entry-text">
      <p>
        This page came over plain HTTP from another machine. Browsers keep a secure sign-in cookie only over HTTPS or on
        the machine itself, so signing in here cannot work. Any of these does:
      </p>
      <ol className="ways">
        <li>
          <b>On the machine that runs Lethe</b>, open <code>http://localhost:{port}</code>.
        </li>
        <li>
          <b>From here, through a tunnel.</b> Run this, then open <code>http://localhost:{port}</code>:
          <pre className="code">{tunnel}</pre>
          <CopyButton text={tunnel} />
        </li>
        <li>
          <b>For everyone, with HTTPS.</b> Put a web server with a certificate (Caddy, nginx) in front of Lethe and open
          its address.
        </li>
      </ol>
    </div>
  )
}
