import { AlreadyExistsError, type ApplyConflict, applyConflicts, ConflictError, type StatusCause } from "kubex";
import { expect, test } from "vitest";

const conflict = (causes: StatusCause[] | undefined): ConflictError =>
	new ConflictError({
		code: 409,
		request: { method: "PATCH", path: "/" },
		status: { apiVersion: "v1", kind: "Status", reason: "Conflict", ...(causes && { details: { causes } }) },
	});
const cause = (message: string): StatusCause => ({ reason: "FieldManagerConflict", field: ".spec.replicas", message });
const none = { subresource: undefined, apiVersion: undefined };

test.each<[string, Omit<ApplyConflict, "field">]>([
	['conflict with "other"', { manager: "other", operation: "Apply", ...none }],
	['conflict with "kubectl" using apps/v1', { manager: "kubectl", operation: "Update", ...none, apiVersion: "apps/v1" }],
	[
		'conflict with "kcm" with subresource "status" using apps/v1 at 2026-11-22T10:15:30Z',
		{ manager: "kcm", operation: "Update", subresource: "status", apiVersion: "apps/v1" },
	],
	['conflict with "me" with subresource "scale"', { manager: "me", operation: "Apply", ...none, subresource: "scale" }],
	['conflict with "a \\"b\\" using c"', { manager: 'a "b" using c', operation: "Apply", ...none }],
	["a sentence of the future", { manager: "a sentence of the future", operation: "Apply", ...none }],
])("AP-2 %j", (message, owner) =>
	expect(applyConflicts(conflict([cause(message)]))).toEqual([{ field: ".spec.replicas", ...owner }]),
);

test("AP-2 every field is listed, and nothing else", () => {
	const causes = [cause('conflict with "a"'), { reason: "Other", message: 'conflict with "b"' }, cause('conflict with "c"')];
	expect(applyConflicts(conflict(causes)).map(({ manager }) => manager)).toEqual(["a", "c"]);
	expect(applyConflicts(conflict(undefined))).toEqual([]);
	const status = { apiVersion: "v1", kind: "Status", reason: "AlreadyExists" } as const;
	expect(applyConflicts(new AlreadyExistsError({ code: 409, request: { method: "POST", path: "/" }, status }))).toEqual([]);
	expect(applyConflicts(new Error("conflict"))).toEqual([]);
});
