// A style sheet that a module imports is linked by the document.
declare module "*.css";
