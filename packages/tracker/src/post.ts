/**
 * Posts a beacon as `text/plain`, so that no preflight is needed, without cookies, and so that it outlives the page.
 * `sendBeacon` is only for browsers whose `fetch` cannot outlive it: it would carry cookies to the page's own host.
 */
export function post(url: string, body: string): Promise<number> {
  if (!('keepalive' in Request.prototype) && document.visibilityState === 'hidden') {
    return Promise.resolve(navigator.sendBeacon(url, body) ? 202 : 0)
  }
  const init: RequestInit = {
    method: 'POST',
    body,
    keepalive: true,
    credentials: 'omit',
    referrerPolicy: 'strict-origin',
  }
  return fetch(url, init).then((response) => response.status)
}
