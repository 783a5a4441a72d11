import { brand, KubexError } from "./kubex-error.ts";

/** The server's answer is not what the protocol promises, such as a success whose body is not the JSON that was asked for. */
export class ProtocolError extends KubexError {
	static {
		brand(this, "ProtocolError");
	}
}
