import type { RequestScope } from "./object-request.ts";
import { wholeNumber } from "./read-options.ts";
import type { ApiRequest, Query } from "./request.ts";
import { objectPath } from "./resource-path.ts";

/** Which part of a container's log is read. */
export interface LogOptions {
	/** Default: the only container of the Pod; one of several must be named. */
	readonly container?: string | undefined;
	/** The log of the container's instance before the present one. Default: false. */
	readonly previous?: boolean | undefined;
	/** Only what was written in so many last seconds, at least 1; not together with `sinceTime`. Default: all. */
	readonly sinceSeconds?: number | undefined;
	/** Only what was written since; an RFC 3339 time or a `Date`. Default: all. */
	readonly sinceTime?: string | Date | undefined;
	/** Only so many last lines. Default: all. */
	readonly tailLines?: number | undefined;
	/** At most so many bytes, at least 1; the last line may then be cut. Default: all. */
	readonly limitBytes?: number | undefined;
	/** Whether each line begins with the time at which it was written and a space. Default: false. */
	readonly timestamps?: boolean | undefined;
	/** What the container wrote to its standard output, to its standard error, or to both. Refused unless the feature gate `PodLogsQuerySplitStreams` is on. Default: both. */
	readonly stream?: "All" | "Stdout" | "Stderr" | undefined;
	/** Lets the API server read from a node whose certificate it cannot verify. Default: false. */
	readonly insecureSkipTLSVerifyBackend?: boolean | undefined;
}

/** How a log is read as it grows. */
export interface FollowOptions {
	/** Whether to go on with what is written from now on, until the container ends. Default: false. */
	readonly follow?: boolean | undefined;
}

/**
 * Reads a log.
 *
 * @throws TypeError for a number that no server takes, an invalid `Date`, or both ways to say since when.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod
 */
export function logRequest(scope: RequestScope, name: string, options: LogOptions & FollowOptions): ApiRequest {
	return {
		method: "GET",
		path: objectPath(scope.resource, scope.namespace, name, "log"),
		query: logQuery(options),
		accept: "*/*",
	};
}

function logQuery(options: LogOptions & FollowOptions): Query {
	const { container, sinceSeconds, sinceTime, stream } = options;
	if (container === "") throw new TypeError("container must not be empty");
	if (sinceSeconds !== undefined && sinceTime !== undefined) {
		throw new TypeError("a log is read since sinceSeconds or since sinceTime, not both");
	}
	const query: [string, string][] = [];
	const add = (name: string, value: string | undefined): void => {
		if (value !== undefined) query.push([name, value]);
	};
	add("container", container);
	for (const name of ["follow", "previous", "timestamps", "insecureSkipTLSVerifyBackend"] as const) {
		if (options[name] === true) query.push([name, "true"]);
	}
	add("sinceSeconds", aboveZero("sinceSeconds", sinceSeconds));
	add("sinceTime", sinceTime instanceof Date ? textOf(sinceTime) : sinceTime);
	add("tailLines", wholeNumber("tailLines", options.tailLines));
	add("limitBytes", aboveZero("limitBytes", options.limitBytes));
	add("stream", stream);
	return query;
}

function aboveZero(name: string, value: number | undefined): string | undefined {
	if (value === 0) throw new TypeError(`${name} must be above 0`);
	return wholeNumber(name, value);
}

function textOf(time: Date): string {
	if (Number.isNaN(time.getTime())) throw new TypeError("sinceTime is an invalid Date");
	return time.toISOString();
}
