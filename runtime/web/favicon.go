package web

// Favicon is the icon of apps that have none of their own, as SVG.
const Favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">` +
	`<rect x="3" y="3" width="12" height="12" rx="3" fill="#4f46e5"/>` +
	`<rect x="17" y="3" width="12" height="12" rx="3" fill="#a5b4fc"/>` +
	`<rect x="3" y="17" width="26" height="12" rx="3" fill="#6366f1"/></svg>
`
