import { expect, test } from "vitest";
import { impersonationHeaders } from "../../src/core/impersonation.ts";

test("U5 user, uid, every group and every extra value have a header each, keys escaped", () => {
	expect(
		impersonationHeaders({
			user: "jane",
			uid: "42",
			groups: ["dev", "ops"],
			extra: { "example.com/scopes": ["view", "edit"], reason: ["ü"] },
		}),
	).toEqual([
		["impersonate-user", "jane"],
		["impersonate-uid", "42"],
		["impersonate-group", "dev"],
		["impersonate-group", "ops"],
		["impersonate-extra-example.com%2Fscopes", "view"],
		["impersonate-extra-example.com%2Fscopes", "edit"],
		["impersonate-extra-reason", "ü"],
	]);
});

test.each([{ user: "" }, { user: "a\r\nauthorization: x" }, { user: "a", groups: ["b\nc"] }])(
	"%j is refused",
	(impersonation) => {
		expect(() => impersonationHeaders(impersonation)).toThrow(/impersonate/);
	},
);
