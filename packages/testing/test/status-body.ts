/** The body of a refusal, as a real server writes it; tests compare with it word for word. */
export function statusBody(code: number, reason: string, message: string, details?: unknown): unknown {
	return {
		kind: "Status",
		apiVersion: "v1",
		metadata: {},
		status: "Failure",
		message,
		reason,
		...(details === undefined ? {} : { details }),
		code,
	};
}

/** A path below a served group version that leads nowhere. */
export const unknownResourceBody: unknown = statusBody(404, "NotFound", "the server could not find the requested resource", {});
