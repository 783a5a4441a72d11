import { brand, KubexError } from "./kubex-error.ts";

/** What a {@link TransportError} is made with. */
export interface TransportErrorOptions extends ErrorOptions {
	/** Whether the server may have seen the request. Default: true. */
	readonly sent?: boolean | undefined;
	/** Whether another try would fail the same way. Default: false. */
	readonly permanent?: boolean | undefined;
}

/** No answer came: the server could not be reached, its certificate was refused, or the connection broke. `cause` has the socket's error. */
export class TransportError extends KubexError {
	static {
		brand(this, "TransportError");
	}

	/** Whether the server may have seen the request; when not, nothing has happened. */
	readonly sent: boolean;
	/** Whether another try would fail the same way, such as for a certificate that is not trusted. */
	readonly permanent: boolean;

	constructor(message: string, options: TransportErrorOptions = {}) {
		super(message, options);
		this.sent = options.sent ?? true;
		this.permanent = options.permanent ?? false;
	}
}
