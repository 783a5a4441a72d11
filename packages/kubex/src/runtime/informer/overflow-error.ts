import { brand, KubexError } from "../../core/errors/kubex-error.ts";

/** A consumer that wants every single change has fallen further behind than it may; what came since then is lost to it. */
export class OverflowError extends KubexError {
	static {
		brand(this, "OverflowError");
	}
}
