import { brand, KubexError } from "./kubex-error.ts";

/** A kind was asked for something that it does not offer, such as the scale of a Pod; the types refuse it too. */
export class UnsupportedOperationError extends KubexError {
	static {
		brand(this, "UnsupportedOperationError");
	}
}
