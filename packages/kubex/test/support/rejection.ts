import { expect } from "vitest";

/** What a promise rejects with; one that resolves fails the test. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
	return await promise.then(
		() => expect.fail("did not reject"),
		(error: unknown) => error,
	);
}
