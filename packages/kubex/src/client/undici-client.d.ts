// undici declares its classes by the name of the package only, not by the modules that hold them.
declare module "undici/lib/dispatcher/client.js" {
	export { Client as default } from "undici";
}
