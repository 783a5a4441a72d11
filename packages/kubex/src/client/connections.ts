import type { TransportError } from "../core/errors/transport-error.ts";
import type { ResponseCollector } from "./response-collector.ts";
import type { TransportRequest } from "./transport.ts";

/** Carries calls to one server under one identity. */
export interface Connections {
	/** Sends a request as soon as there is a connection for it. */
	dispatch(request: TransportRequest, collector: ResponseCollector): void;
	/** Lets the calls that it has finish and then ends its connections; no more calls are given to it. */
	retire(ended: () => void): void;
	/** Ends every connection; calls in flight and calls that wait fail with the reason. */
	destroy(reason: TransportError): Promise<void>;
}
