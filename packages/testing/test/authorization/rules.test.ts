import fc from "fast-check";
import { expect, test } from "vitest";
import { type PolicyRule, ruleAllows } from "../../src/authorization/rbac/policy-rule.ts";
import { missingRules } from "../../src/authorization/rbac/rule-coverage.ts";

const some = (...values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const rule: fc.Arbitrary<PolicyRule> = fc.oneof(
	fc.record({
		verbs: some("get", "list", "*"),
		apiGroups: some("", "apps", "*"),
		resources: some("pods", "pods/log", "*/log", "*"),
		resourceNames: fc.oneof(fc.constant([]), some("a", "b")),
	}),
	fc.record({ verbs: some("get", "post", "*"), nonResourceURLs: some("/x", "/x/*", "*") }),
);
const attributes = fc.oneof(
	fc.record({
		kind: fc.constant("resource" as const),
		verb: fc.constantFrom("get", "list", "watch"),
		group: fc.constantFrom("", "apps", "batch"),
		resource: fc.constantFrom("pods", "jobs"),
		subresource: fc.constantFrom(undefined, "log", "status"),
		name: fc.constantFrom(undefined, "a", "c"),
	}),
	fc.record({
		kind: fc.constant("path" as const),
		verb: fc.constantFrom("get", "put"),
		path: fc.constantFrom("/x", "/x/y", "/z"),
	}),
);

test("U3 who holds all that is wanted may do all that the wanted rules allow", () => {
	fc.assert(
		fc.property(fc.array(rule, { maxLength: 3 }), fc.array(rule, { maxLength: 2 }), attributes, (held, wanted, asked) => {
			fc.pre(missingRules(held, wanted).length === 0);
			const allowed = wanted.some((candidate) => ruleAllows(candidate, asked));
			expect(!allowed || held.some((one) => ruleAllows(one, asked))).toBe(true);
		}),
		{ numRuns: 2000 },
	);
});

test("U3 everybody may give what they hold, and who holds everything may give everything", () => {
	const everything = [
		{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
		{ verbs: ["*"], nonResourceURLs: ["*"] },
	];
	fc.assert(
		fc.property(fc.array(rule, { maxLength: 4 }), (rules) => {
			expect(missingRules(rules, rules)).toEqual([]);
			expect(missingRules(everything, rules)).toEqual([]);
		}),
	);
});

test("U3 what is missing is named once, by resource and in order", () => {
	const wanted = [
		{ verbs: ["get"], nonResourceURLs: ["/b", "/a"] },
		{ verbs: ["list", "get"], apiGroups: [""], resources: ["pods"] },
		{ verbs: ["get", "watch"], apiGroups: [""], resources: ["pods"] },
	];
	expect(missingRules([], wanted)).toEqual([
		'{APIGroups:[""], Resources:["pods"], Verbs:["list" "get" "watch"]}',
		'{NonResourceURLs:["/a"], Verbs:["get"]}',
		'{NonResourceURLs:["/b"], Verbs:["get"]}',
	]);
});
