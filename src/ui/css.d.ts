// The bundler writes an imported style sheet beside the page that imports it.
declare module "*.css";
