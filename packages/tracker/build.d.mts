/** Writes `script.js` and `index.js`, minified, below `outdir` (default: `dist`); answers `outdir`. */
export function buildTracker(outdir?: string): Promise<string>
