import type { ResponseStream } from "../../client/response-stream.ts";
import type { CallOptions } from "../../core/call-options.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { FollowOptions, LogOptions } from "../../core/log-options.ts";
import type { InNamespace } from "../capabilities.ts";

/** Lines as they come. `return()`, which the end of a `for await` calls, gives up the connection at once. */
export interface LogLines extends AsyncIterableIterator<string, undefined, undefined> {
	return(): Promise<IteratorReturnResult<undefined>>;
	[Symbol.asyncIterator](): LogLines;
}

/** Reads what containers have written. */
export interface LogsSubresource<K extends KubernetesObject> {
	/**
	 * Reads a log as one text; empty while nothing was written, or nothing runs. What is no UTF-8 becomes `U+FFFD`.
	 *
	 * @throws BadRequestError for a container that the Pod has not, and for a Pod with several when none is named; NotFoundError when
	 * there is no such Pod; TypeError for an option that no server takes, or `follow`.
	 *
	 * @example
	 * ```ts
	 * const text = await pods.logs.text("web", { container: "main", tailLines: 10 });
	 * // -> GET /api/v1/namespaces/default/pods/web/log?container=main&tailLines=10
	 * ```
	 *
	 * @see https://kubernetes.io/docs/concepts/cluster-administration/logging/
	 */
	text(name: string, options?: LogOptions & CallOptions & InNamespace<K>): Promise<string>;

	/**
	 * Reads a log line by line, without the ends of the lines; with `follow` until the container ends. The request is sent with the
	 * first `next()`. A line whose end has not come when the log ends is a line as well. There is no deadline, unless the call has
	 * one: `timeout` is for all of it, `timeout.idle` for the time between two pieces.
	 *
	 * @throws As `text` does, when the first line is asked for; later a TransportError when the connection breaks off.
	 *
	 * @example
	 * ```ts
	 * for await (const line of pods.logs.lines("web", { follow: false, signal })) console.log(line);
	 * // -> GET /api/v1/namespaces/default/pods/web/log
	 * ```
	 *
	 * @see https://kubernetes.io/docs/concepts/cluster-administration/logging/
	 */
	lines(name: string, options?: LogOptions & FollowOptions & CallOptions & InNamespace<K>): LogLines;

	/**
	 * Reads a log as the bytes that the container wrote, in the pieces in which they come.
	 *
	 * @throws As `text` does; what goes wrong later, `next()` rejects with.
	 *
	 * @example
	 * ```ts
	 * let length = 0;
	 * for await (const chunk of await pods.logs.bytes("web")) length += chunk.byteLength;
	 * ```
	 *
	 * @see https://kubernetes.io/docs/concepts/cluster-administration/logging/
	 */
	bytes(name: string, options?: LogOptions & FollowOptions & CallOptions & InNamespace<K>): Promise<ResponseStream>;
}
