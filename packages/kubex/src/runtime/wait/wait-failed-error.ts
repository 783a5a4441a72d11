import { brand, KubexError } from "../../core/errors/kubex-error.ts";

/** What was waited for will never be: the object is in a state from which it does not come back. */
export class WaitFailedError extends KubexError {
	static {
		brand(this, "WaitFailedError");
	}

	/** Why, without the object's name. */
	readonly reason: string;

	constructor(message: string, reason: string) {
		super(message);
		this.reason = reason;
	}
}
