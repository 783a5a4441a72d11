import type { RequestSummary } from "../core/errors/kubex-api-error.ts";

/** Which request it is, for messages: the query is left out, since it may hold what does not belong there. */
export function summaryOf(request: { readonly method: string; readonly path: string }): RequestSummary {
	const end = request.path.indexOf("?");
	return { method: request.method, path: end === -1 ? request.path : request.path.slice(0, end) };
}

/** Such as `GET /api/v1/pods`. */
export function describeRequest(request: { readonly method: string; readonly path: string }): string {
	const { method, path } = summaryOf(request);
	return `${method} ${path}`;
}
