import { KubexApiError } from "kubex";

/** The API error that a call ends in; a call that succeeds, or that fails otherwise, fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<KubexApiError> {
	let answer: unknown;
	try {
		answer = await call;
	} catch (error) {
		if (error instanceof KubexApiError) return error;
		throw error;
	}
	throw new Error(`the call was expected to fail, but answered ${JSON.stringify(answer)}`);
}

/** The body of a refusal as the server writes it. */
export function failureBody(code: number, reason: string | undefined, message: string, details?: object): object {
	return {
		kind: "Status",
		apiVersion: "v1",
		metadata: {},
		status: "Failure",
		message,
		...(reason !== undefined && { reason }),
		...(details !== undefined && { details }),
		code,
	};
}
