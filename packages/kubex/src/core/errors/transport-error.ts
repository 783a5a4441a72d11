import { brand, KubexError } from "./kubex-error.ts";

/** No answer came: the server could not be reached, its certificate was refused, or the connection broke. `cause` has the socket's error. */
export class TransportError extends KubexError {
	static {
		brand(this, "TransportError");
	}
}
