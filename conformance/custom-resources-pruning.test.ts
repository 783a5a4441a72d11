import { expect } from "vitest";
import { check } from "./check.ts";
import { type ServedKind, serveCustomKind } from "./serve-custom-kind.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const text = { type: "string" };
const known = { type: "object", properties: { a: text } };
const kept = { "x-kubernetes-preserve-unknown-fields": true };
const embedded = { "x-kubernetes-embedded-resource": true };

const schema = {
	type: "object",
	properties: {
		spec: {
			type: "object",
			properties: {
				known,
				list: { type: "array", items: known },
				map: { type: "object", additionalProperties: known },
				open: { ...known, ...kept, properties: { a: text, closed: known } },
				empty: { type: "object" },
				pod: { type: "object", ...embedded, properties: { spec: known } },
				anything: { type: "object", ...embedded, ...kept },
			},
		},
	},
};

let served: Promise<{ readonly kind: ServedKind; readonly collection: string }> | undefined;
function pruned() {
	served ??= (async () => {
		const kind = await serveCustomKind(server, { group: "pruning.kubex.example", plural: "prunes", kind: "Prune", schema });
		return { kind, collection: kind.collection(await server.namespace()) };
	})();
	return served;
}

const warningsOf = (header: string | readonly string[] | undefined): string[] =>
	[header ?? []].flat().map((warning) => /^299 - "(.*)"$/.exec(warning)?.[1]?.replaceAll('\\"', '"') ?? warning);

/** What is left of a specification, and what the server remarks on it. */
async function written(spec: object, more: object = {}): Promise<{ spec: object; warnings: string[]; body: object }> {
	const { kind, collection } = await pruned();
	const answer = await raw("POST", `${collection}?dryRun=All`, { body: kind.object("x", { spec, ...more }) });
	expect(answer.status, answer.text).toBe(201);
	const body = answer.body as { spec: object };
	return { spec: body.spec, warnings: warningsOf(answer.headers["warning"]), body };
}
const unknown = (...paths: readonly string[]): string[] => paths.map((path) => `unknown field "${path}"`);

check("R5 what a schema does not have is left out, at every depth [needs:crd]", async () => {
	const both = { a: "x", b: "y" };
	const { spec, warnings, body } = await written(
		{ other: 1, known: both, list: [both, both], map: { m: both }, empty: { a: 1 } },
		{ top: {}, status: { a: 1 } },
	);
	const left = { a: "x" };
	expect(spec).toEqual({ known: left, list: [left, left], map: { m: left }, empty: {} });
	expect(body).not.toHaveProperty("top");
	expect(body).not.toHaveProperty("status");
	expect(warnings).toEqual(
		unknown("spec.empty.a", "spec.known.b", "spec.list[0].b", "spec.list[1].b", "spec.map.m.b", "spec.other", "status", "top"),
	);
});

check("R5 what is preserved is kept, and what is known within it is pruned again [needs:crd]", async () => {
	const open = { a: "x", b: { c: [1, { d: null }] }, closed: { a: "x", b: "y" } };
	const { spec, warnings } = await written({ open });
	expect(spec).toEqual({ open: { a: "x", b: open.b, closed: { a: "x" } } });
	expect(warnings).toEqual(unknown("spec.open.closed.b"));
});

check("R5 embedded objects keep what makes them objects, and metadata that is metadata [needs:crd]", async () => {
	const type = { apiVersion: "v1", kind: "Pod" };
	const metadata = { name: "p", labels: { a: "b" } };
	const { spec, warnings } = await written({
		pod: { ...type, metadata: { ...metadata, odd: 1 }, spec: { a: "x", b: "y" }, status: {} },
		anything: { ...type, metadata, spec: { b: "y" } },
	});
	expect(spec).toEqual({ pod: { ...type, metadata, spec: { a: "x" } }, anything: { ...type, metadata, spec: { b: "y" } } });
	expect(warnings).toEqual(unknown("spec.pod.spec.b", "spec.pod.status", "spec.pod.metadata.odd"));
});

check("R4 R5 embedded objects say what they are, and have names that could be names [needs:crd]", async () => {
	const { kind, collection } = await pruned();
	const causes = async (anything: object): Promise<string[]> => {
		const { status, body } = await raw("POST", collection, { body: kind.object("x", { spec: { anything } }) });
		expect(status).toBe(422);
		const { details } = body as { details: { causes: { field: string; message: string }[] } };
		return details.causes.map(({ field, message }) => `${field}: ${message}`).toSorted();
	};
	const required = server.minor >= 34 ? "Required value" : "Required value: must not be empty";
	expect(await causes({})).toEqual([`spec.anything.apiVersion: ${required}`, `spec.anything.kind: ${required}`]);
	expect(await causes({ apiVersion: "", kind: "" })).toEqual([
		'spec.anything.apiVersion: Invalid value: "": must not be empty',
		'spec.anything.kind: Invalid value: "": must not be empty',
	]);
	expect(await causes({ apiVersion: "v1", kind: "Pod", metadata: { name: "a/b" } })).toEqual([
		"spec.anything.metadata.name: Invalid value: \"a/b\": may not contain '/'",
	]);
	const wrong = { anything: { apiVersion: "v1", kind: "Pod", metadata: { labels: { a: 1 } } } };
	const answer = await raw("POST", collection, { body: kind.object("x", { spec: wrong }) });
	expect(answer.status).toBe(400);
});

check("F2 R5 Strict refuses what would be pruned and what stands twice, Ignore says nothing of it [needs:crd]", async () => {
	const { kind, collection } = await pruned();
	const odd = JSON.stringify(kind.object("odd", { spec: { known: { a: "x", b: "y" } }, top: 1 }))
		.replace('"a":"x"', '"a":"z","a":"x"')
		.replace('"name":"odd"', '"name":"odd","nope":1');
	const problems = ['duplicate field "spec.known.a"', ...unknown("metadata.nope", "spec.known.b", "top")];
	const strict = await raw("POST", `${collection}?fieldValidation=Strict`, { body: odd });
	expect([strict.status, (strict.body as { message: string }).message]).toEqual([
		400,
		`Prune in version "v1" cannot be handled as a Prune: strict decoding error: ${problems.join(", ")}`,
	]);
	const ignored = await raw("POST", `${collection}?fieldValidation=Ignore&dryRun=All`, { body: odd });
	expect([ignored.status, ignored.headers["warning"]]).toEqual([201, undefined]);
	const warned = await raw("POST", collection, { body: odd });
	expect([warned.status, warningsOf(warned.headers["warning"])]).toEqual([201, problems]);
	expect((warned.body as { spec: object }).spec).toEqual({ known: { a: "x" } });
});

check("F2 L7 patches are looked at as what they make of the object [needs:crd]", async () => {
	const { kind, collection } = await pruned();
	await raw("POST", collection, { body: kind.object("patched", { spec: {} }) });
	const patch = (type: string, body: unknown, query: string) =>
		raw("PATCH", `${collection}/patched?${query}`, { body, headers: { "content-type": `application/${type}` } });
	for (const [type, body] of [
		["merge-patch+json", { spec: { known: { b: "y" } } }],
		["json-patch+json", [{ op: "add", path: "/spec/known", value: { b: "y" } }]],
	] as const) {
		const strict = await patch(type, body, "fieldValidation=Strict&dryRun=All");
		expect(strict.status).toBe(422);
		expect((strict.body as { message: string }).message).toMatch(
			/^ "" is invalid: patch: Invalid value: .*: strict decoding error: unknown field "spec.known.b"$/,
		);
		const warned = await patch(type, body, "dryRun=All");
		expect([warned.status, warningsOf(warned.headers["warning"])]).toEqual([200, unknown("spec.known.b")]);
		expect((warned.body as { spec: object }).spec).toEqual({ known: {} });
	}
	const applied = { ...kind.object("patched"), spec: { known: { b: "y" } } };
	const refused = await patch("apply-patch+yaml", applied, "fieldManager=me");
	expect([refused.status, (refused.body as { message: string }).message]).toEqual([
		500,
		"failed to create typed patch object (/patched; pruning.kubex.example/v1, Kind=Prune): .spec.known.b: field not declared in schema",
	]);
});
