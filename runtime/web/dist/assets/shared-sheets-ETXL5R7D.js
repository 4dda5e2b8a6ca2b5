var r=new Map;function s(t,n){let e=r.get(t);if(!n){if(!e)return;r.delete(t),document.adoptedStyleSheets=document.adoptedStyleSheets.filter(o=>o!==e);return}e||(e=new CSSStyleSheet,r.set(t,e),document.adoptedStyleSheets=[...document.adoptedStyleSheets,e]),e.replaceSync(n)}function d(t,n){let e=[],o=n.replace(/@(?:-webkit-)?(?:keyframes|font-face|property)[^{]*\{(?:[^{}]|\{[^{}]*\})*\}/g,i=>(e.push(i),""));return`${e.join(`
`)}
${t} {
${o}
}`}function S(t){return[...t.querySelectorAll("style")].map(n=>(n.remove(),n.textContent??"")).join(`
`)}export{s as adopt,S as liftStyles,d as scoped};
