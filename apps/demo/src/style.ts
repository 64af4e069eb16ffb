/** The one style sheet of the shop: light and dark, from phone width up. */
export const STYLE = `:root{color-scheme:light dark;--bg:#fbf8f3;--fg:#26221c;--muted:#6b6357;--card:#fff;--line:#e4dccf;--accent:#8a4b12;--on-accent:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#17150f;--fg:#f0e9dc;--muted:#a99f8e;--card:#221f17;--line:#3a3527;--accent:#f0b060;--on-accent:#231803}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:1rem/1.6 system-ui,sans-serif}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem}
header,main,footer{max-width:64rem;margin:auto;padding:1rem 1.25rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:baseline;border-bottom:1px solid var(--line)}
.brand{font:600 1.35rem Georgia,serif;color:inherit;text-decoration:none}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0}
a{color:var(--accent)}nav a[aria-current]{color:inherit;text-decoration-thickness:2px}
h1{font:600 clamp(1.8rem,6vw,2.8rem)/1.15 Georgia,serif;margin:1rem 0 .5rem}
h2{font:600 1.2rem Georgia,serif}.muted{color:var(--muted)}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr));gap:1.25rem;padding:0;list-style:none}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;overflow:hidden}
.card a{display:block;color:inherit;text-decoration:none}.card a:hover h2{text-decoration:underline}
.card img{display:block;width:100%;height:auto;aspect-ratio:4/3}.card div{padding:.25rem 1rem 1rem}.card h2,.card p{margin:.4rem 0}
.split{display:grid;gap:2rem;align-items:center}.split img{width:100%;height:auto;border-radius:.75rem}
@media (min-width:48rem){.split{grid-template-columns:1fr 1fr}}
.button,button{display:inline-block;font:inherit;font-weight:600;padding:.6rem 1.2rem;border:1px solid var(--accent);border-radius:.5rem;background:var(--accent);color:var(--on-accent);text-decoration:none;cursor:pointer}
button[aria-pressed=false]{background:none;color:var(--accent)}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem;margin:1rem 0}
table{width:100%;border-collapse:collapse}th,td{text-align:left;padding:.6rem .25rem;border-bottom:1px solid var(--line)}td:last-child,th:last-child{text-align:right}
form{display:grid;gap:1rem;max-width:28rem}label{display:grid;gap:.25rem}
input{font:inherit;padding:.55rem .7rem;border:1px solid var(--muted);border-radius:.4rem;background:var(--card);color:inherit}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.hero{display:block;width:100%;height:auto;border-radius:.75rem}
.banner{background:var(--accent);color:var(--on-accent);padding:2.5rem 1rem;border-radius:.75rem;margin:1rem 0}
[role=status]{min-height:1.6rem;color:var(--muted)}
footer{margin-top:3rem;border-top:1px solid var(--line);color:var(--muted);font-size:.9rem}
`
