import { inspect } from "node:util";
import {
	Api,
	type ApiWarning,
	type ApplyConfiguration,
	jsonPatch,
	KubexApiError,
	type MergePatchBody,
	mergePatch,
	type Patch,
	type StrategicMergePatchBody,
	strategicMergePatch,
} from "kubex";
import { Secret } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureOf } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const warnings: ApiWarning[] = [];
// A server answers 500 to some of what is wrong, which would be repeated.
const client = await server.createClient({ retry: false, onWarning: (warning) => warnings.push(warning) });
const namespace = await server.namespace();
const secrets = new Api(Secret, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/secrets`;

const [stored, sent] = ["hunter2-was-stored", "swordfish-is-sent"];
const base64 = (text: string): string => Buffer.from(text).toString("base64");
await secrets.create({ metadata: { name: "held" }, data: { password: base64(stored) } });

/** What nobody may read in an error; of hexadecimal a part is enough. */
const values = [stored, sent].flatMap((text) => [
	text,
	base64(text),
	Buffer.from(text).toString("hex").slice(0, 12),
	Buffer.from(base64(text)).toString("hex").slice(0, 12),
]);

function expectNoValue(told: unknown): void {
	const everything = [inspect(told, { depth: 20, showHidden: true }), JSON.stringify(told)];
	if (told instanceof Error) everything.push(told.message, String(told.stack), String(told.cause));
	for (const text of everything) expect(values.filter((value) => text.includes(value))).toEqual([]);
}

/** Bodies that are wrong in each of the ways that the server tells by another text. */
const bodies: readonly Readonly<Record<string, unknown>>[] = [
	{ data: { password: base64(sent), other: "not base64!" } },
	{ data: { password: base64(sent), other: 5 } },
	{ data: base64(sent) },
	{ data: [base64(sent)] },
	{ data: { other: { value: base64(sent) } } },
	{ data: { other: [base64(sent)] } },
	{ stringData: { other: { value: sent } } },
	{ stringData: [sent] },
	{ stringData: sent },
	{ immutable: sent },
	{ metadata: { labels: { a: { b: sent } } }, data: { other: base64(sent) } },
	{ metadata: { annotations: { a: 5 } }, data: { other: base64(sent) } },
	{ metadata: { finalizers: base64(sent) } },
	{ metadata: { labels: { a: "b!" } }, stringData: { other: sent } },
	{ data: { "not a key": base64(sent) } },
	{ kind: "ConfigMap", apiVersion: "v1", metadata: { labels: { a: "b!" } }, data: { other: base64(sent) } },
];

/** Each kind of patch, of a body that the compiler would not let pass. */
const patches: Readonly<Record<string, (body: Readonly<Record<string, unknown>>) => Patch<Secret>>> = {
	"a merge patch": (body) => mergePatch(body as MergePatchBody<Secret>),
	"a strategic merge patch": (body) => strategicMergePatch<Secret>(body as StrategicMergePatchBody<Secret>),
	"a JSON patch": (body) => Object.entries(body).reduce((all, [name, value]) => all.add(`/${name}`, value), jsonPatch()),
};

for (const [kind, patch] of Object.entries(patches)) {
	check(`ERR-02 L1 ${kind} that is wrong tells neither what is stored in a Secret nor what was sent`, async () => {
		for (const body of bodies) expectNoValue(await failureOf(secrets.patch("held", patch(body))));
		expect((await secrets.get("held")).data).toEqual({ password: base64(stored) });
	});
}

check("ERR-02 M1 an apply, a create and a replace that are wrong tell no values of a Secret", async () => {
	for (const body of bodies) {
		const metadata = { name: "held", ...(body["metadata"] as object | undefined) };
		const object = { ...body, metadata } as unknown as Secret & ApplyConfiguration<Secret>;
		expectNoValue(await failureOf(secrets.apply(object, { fieldManager: "me", force: true })));
		expectNoValue(await failureOf(secrets.replace("held", object)));
		expectNoValue(await failureOf(secrets.create({ ...object, metadata: { ...metadata, name: "other" } })));
	}
	const applied = { metadata: { name: "held" }, data: { password: base64(sent) } };
	expectNoValue(await failureOf(secrets.apply(applied, { fieldManager: "other" })));
});

check("ERR-02 directives, bodies and documents that cannot be read tell no values of a Secret", async () => {
	const strategic = "application/strategic-merge-patch+json";
	const requests = [
		{ method: "PATCH", path: `${collection}/held`, contentType: strategic, body: { $patch: "no", data: { a: base64(sent) } } },
		{ method: "PATCH", path: `${collection}/held`, contentType: strategic, body: { data: { $patch: "no", a: base64(sent) } } },
		{ method: "PATCH", path: `${collection}/held`, contentType: "application/merge-patch+json", body: [base64(sent)] },
		{ method: "POST", path: collection, body: [base64(sent)] },
		{ method: "POST", path: collection, body: sent },
		{ method: "PUT", path: `${collection}/held`, contentType: "application/yaml", body: `${base64(sent)}: a: b\n` },
	] as const;
	for (const request of requests) expectNoValue(await failureOf(client.request(request)));
});

check("ERR-02 WL-01 warnings tell no values of a Secret", async () => {
	warnings.length = 0;
	const odd = { metadata: { name: "warned" }, data: { a: base64(sent) }, unknown: base64(sent) };
	await secrets.create(odd, { dryRun: true });
	expect(warnings.map(({ text }) => text)).toEqual(['unknown field "unknown"']);
	expectNoValue(warnings);
	expectNoValue(await failureOf(secrets.create(odd, { dryRun: true, fieldValidation: "Strict" })));
	expectNoValue(await failureOf(secrets.patch("held", mergePatch(odd), { fieldValidation: "Strict" })));
});

check("ERR-02 what is wrong with a Secret is told all the same", async () => {
	const error = await failureOf(secrets.patch("held", jsonPatch().add("/data/other", "not base64!")));
	expect(error.message).toBe(
		`PATCH ${collection}/held: 422 Invalid:  "" is invalid: patch: Invalid value: "***": illegal base64 data at input byte 3`,
	);
	expect(error.status.details?.causes).toEqual([
		{ reason: "FieldValueInvalid", message: 'Invalid value: "***": illegal base64 data at input byte 3', field: "patch" },
	]);
	expect(error).toBeInstanceOf(KubexApiError);
	const label = await failureOf(secrets.patch("held", mergePatch({ metadata: { labels: { a: "b!" } } })));
	expect(label.message).toContain('metadata.labels: Invalid value: "b!": a valid label must be');
});
