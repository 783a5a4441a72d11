import { formatLabelQuery, type LabelQuery } from "kubex";
import { expect, test } from "vitest";

test.each<[LabelQuery, string | undefined]>([
	["app=nginx,tier!=db", "app=nginx,tier!=db"],
	["", undefined],
	[{}, undefined],
	[{ app: "nginx" }, "app=nginx"],
	[{ app: "" }, "app="],
	[{ tier: { in: ["a", "b"] } }, "tier in (a,b)"],
	[{ tier: { notIn: ["a"] } }, "tier notin (a)"],
	[{ canary: { exists: false } }, "!canary"],
	[{ canary: { exists: true, notIn: ["no"] } }, "canary notin (no),canary"],
	[{ app: "nginx", tier: { in: ["a", "b"] }, canary: { exists: false } }, "app=nginx,tier in (a,b),!canary"],
	[{ matchLabels: { app: "nginx" } }, "app=nginx"],
	[{ matchLabels: {} }, undefined],
	[
		{
			matchLabels: { app: "nginx" },
			matchExpressions: [
				{ key: "tier", operator: "In", values: ["a", "b"] },
				{ key: "env", operator: "NotIn", values: ["dev"] },
				{ key: "on", operator: "Exists" },
				{ key: "off", operator: "DoesNotExist" },
			],
		},
		"app=nginx,tier in (a,b),env notin (dev),on,!off",
	],
	[{ matchLabels: "a label may be called so" }, "matchLabels=a label may be called so"],
	[{ matchLabels: { in: ["x"] } }, "matchLabels in (x)"],
	[{ matchLabels: { in: "a label called in" } }, "in=a label called in"],
])("I2 %o is sent as %j", (query, sent) => expect(formatLabelQuery(query)).toBe(sent));

test.each<[LabelQuery, RegExp]>([
	[{ app: {} }, /"app".*in, notIn, exists/],
	[{ app: { in: [] } }, /"app".*must not be empty/],
	[{ app: { notIn: [] } }, /"app".*must not be empty/],
	[{ matchExpressions: [{ key: "app", operator: "In" }] }, /"app".*must not be empty/],
	[{ matchExpressions: [{ key: "app", operator: "Equals", values: ["x"] }] }, /"app".*"Equals"/],
])("I2 %o, which says nothing that could hold, is refused with the label's name", (query, message) => {
	expect(() => formatLabelQuery(query)).toThrow(message);
});
