import { expect } from "vitest";
import { check } from "./check.ts";
import { printedStruct, printedValue } from "./printed-value.ts";
import { openServer } from "./server.ts";
import { askBy, causesOf, ownersOf } from "./support/ask.ts";

const server = await openServer();
const { minor, raw } = server;
const ask = askBy(raw);
const namespace = await server.namespace();
const events = { core: `/api/v1/namespaces/${namespace}/events`, other: `/apis/events.k8s.io/v1/namespaces/${namespace}/events` };

const referenced = (): object => ({ kind: "Pod", namespace, name: "p" });

const strict = (name: string): Record<string, unknown> => ({
	metadata: { name },
	regarding: referenced(),
	reason: "Started",
	note: "It started.",
	type: "Normal",
	eventTime: "2026-01-01T00:00:00.000000Z",
	reportingController: "kubex.example/tests",
	reportingInstance: "one",
	action: "Start",
	related: { kind: "Node", name: "n" },
});

check("V an Event of one group is that of the other, member by member", async () => {
	const times = { firstTimestamp: "2026-01-01T00:00:00Z", lastTimestamp: "2026-01-02T00:00:00Z" };
	const source = { component: "c", host: "h" };
	const about = { metadata: { name: "old" }, involvedObject: referenced(), message: "m", reason: "R", type: "Normal" };
	const made = await ask(201, "POST", events.core, { ...about, source, ...times, count: 3 });
	const other = await ask(200, "GET", `${events.other}/old`);
	expect(other).toEqual({
		kind: "Event",
		apiVersion: "events.k8s.io/v1",
		metadata: made.metadata,
		eventTime: null,
		reason: "R",
		regarding: referenced(),
		note: "m",
		type: "Normal",
		deprecatedSource: source,
		deprecatedFirstTimestamp: times.firstTimestamp,
		deprecatedLastTimestamp: times.lastTimestamp,
		deprecatedCount: 3,
	});
	const series = { count: 2, lastObservedTime: "2026-01-01T00:00:00.000000Z" };
	const newer = await ask(201, "POST", events.other, { ...strict("new"), series });
	expect(newer).toMatchObject({ deprecatedSource: {}, deprecatedFirstTimestamp: null, deprecatedLastTimestamp: null });
	const core = await ask(200, "GET", `${events.core}/new`);
	expect(core).toEqual({
		kind: "Event",
		apiVersion: "v1",
		metadata: newer.metadata,
		involvedObject: referenced(),
		reason: "Started",
		message: "It started.",
		source: {},
		firstTimestamp: null,
		lastTimestamp: null,
		type: "Normal",
		eventTime: "2026-01-01T00:00:00.000000Z",
		series,
		action: "Start",
		related: { kind: "Node", name: "n" },
		reportingComponent: "kubex.example/tests",
		reportingInstance: "one",
	});
	const exists = await ask(409, "POST", events.other, strict("old"));
	expect(exists.message).toBe('events.events.k8s.io "old" already exists');
	await ask(200, "DELETE", `${events.other}/old`);
	expect((await ask(404, "GET", `${events.core}/old`)).message).toBe('events "old" not found');
	expect((await ask(404, "GET", `${events.other}/old`)).message).toBe('events.events.k8s.io "old" not found');
});

const unset = 'Invalid value: "": needs to be unset';

const frozen = (field: string, shown: string): string => `${field}: Invalid value: ${shown}: field is immutable`;

check("V events.k8s.io insists on what a new Event says, the core group does not", async () => {
	const bare = await ask(422, "POST", events.other, { metadata: { name: "bare" } });
	expect(bare.message).toBe(
		'Event "bare" is invalid: [involvedObject.namespace: Invalid value: "": does not match event.namespace, eventTime: Required value, type: Invalid value: "": has invalid value: ]',
	);
	expect(bare["details"]).toMatchObject({ name: "bare", kind: "Event" });
	expect(bare["details"]).not.toHaveProperty("group");
	const wrong = await ask(422, "POST", events.other, {
		metadata: { name: "Wrong_" },
		regarding: referenced(),
		eventTime: "2026-01-01T00:00:00.000000Z",
		note: "x".repeat(1025),
		action: "x".repeat(129),
		reportingController: "kubex.example/tests",
		series: { count: 1, lastObservedTime: null },
		deprecatedCount: 2,
		deprecatedSource: { component: "x" },
		deprecatedFirstTimestamp: "2026-01-01T00:00:00Z",
		deprecatedLastTimestamp: "2026-01-01T00:00:00Z",
	});
	expect(causesOf(wrong).map((text) => (text.startsWith("metadata.name") ? "metadata.name" : text))).toEqual([
		"reportingInstance: Required value",
		'action: Invalid value: "": can have at most 128 characters',
		"reason: Required value",
		'message: Invalid value: "": can have at most 1024 characters',
		"metadata.name",
		'series.count: Invalid value: "": should be at least 2',
		"series.lastObservedTime: Required value",
		'type: Invalid value: "": has invalid value: ',
		`firstTimestamp: ${unset}`,
		`lastTimestamp: ${unset}`,
		`count: ${unset}`,
		`source: ${unset}`,
	]);
	await ask(201, "POST", events.core, { metadata: { name: "Lenient_" }, involvedObject: { namespace } });
	await ask(201, "POST", events.core, {
		metadata: { name: "lenient" },
		involvedObject: { namespace },
		message: "x".repeat(1025),
	});
	const labels = { a: "not valid" };
	const elsewhere = await ask(422, "POST", events.core, {
		metadata: { name: "e", labels },
		involvedObject: { namespace: "other" },
	});
	expect(causesOf(elsewhere)).toEqual(['involvedObject.namespace: Invalid value: "other": does not match event.namespace']);
	const timed = { involvedObject: { namespace }, eventTime: "2026-01-01T00:00:00.000000Z", reportingComponent: "a b" };
	const named = await ask(422, "POST", events.core, { metadata: { name: "e" }, ...timed });
	expect(causesOf(named).map((text) => text.split(": ").slice(0, 2).join(": "))).toEqual([
		"reportingComponent: Invalid value",
		"reportingInstance: Required value",
		"action: Required value",
		"reason: Required value",
	]);
});

check("V of an Event of events.k8s.io only the series changes, in the core group everything does", async () => {
	await ask(201, "POST", events.other, strict("kept"));
	const other = {
		...strict("kept"),
		regarding: { kind: "Pod", namespace, name: "q" },
		reason: "Other",
		note: "n",
		type: "Warning",
		eventTime: "2026-01-01T00:00:01.000000Z",
		action: "B",
		related: undefined,
		reportingController: "kubex.example/others",
		reportingInstance: "two",
		series: { count: 1, lastObservedTime: "2026-01-01T00:00:00.000000Z" },
		deprecatedSource: { component: "x" },
		deprecatedCount: 4,
		deprecatedFirstTimestamp: "2026-01-01T00:00:00Z",
	};
	const reference = { Kind: "Pod", Namespace: namespace, Name: "q", UID: "", APIVersion: "", ResourceVersion: "", FieldPath: "" };
	const source = { Component: "x", Host: "" };
	const first = printedValue(minor, other.deprecatedFirstTimestamp, "2026-01-01 00:00:00 +0000 UTC");
	expect(causesOf(await ask(422, "PUT", `${events.other}/kept`, other))).toEqual([
		'series.count: Invalid value: "": should be at least 2',
		frozen("involvedObject", printedStruct(minor, "core.ObjectReference", reference)),
		frozen("reason", '"Other"'),
		frozen("message", '"n"'),
		frozen("source", printedStruct(minor, "core.EventSource", source)),
		frozen("firstTimestamp", first),
		frozen("count", "4"),
		// Later servers say the same thing once.
		...(minor >= 37 ? [] : [frozen("reason", '"Other"')]),
		frozen("type", '"Warning"'),
		frozen("eventTime", printedValue(minor, other.eventTime, "2026-01-01 00:00:01 +0000 UTC")),
		frozen("action", '"B"'),
		frozen("related", printedValue(minor, null, '"null"')),
		frozen("reportingController", '"kubex.example/others"'),
		frozen("reportingInstance", '"two"'),
	]);
	const series = { count: 5, lastObservedTime: "2026-01-01T00:00:05.000000Z" };
	expect(await ask.patch(200, "merge", `${events.other}/kept`, { series })).toMatchObject({ series });
	expect(await ask.patch(200, "merge", `${events.core}/kept`, { message: "n", type: "Odd" })).toMatchObject({
		message: "n",
		series,
	});
});

check("M12 V owners of an Event are forgotten by writes of the other group", async () => {
	const made = await ask(201, "POST", `${events.core}?fieldManager=a`, {
		metadata: { name: "mine" },
		involvedObject: { namespace },
	});
	expect(ownersOf(made)).toEqual([["a", "v1", { "f:involvedObject": {} }]]);
	const note = { apiVersion: "events.k8s.io/v1", kind: "Event", metadata: { name: "mine" }, regarding: { namespace } };
	const applied = await ask.patch(200, "apply", `${events.other}/mine?fieldManager=b`, note);
	expect(ownersOf(applied)).toEqual([["b", "events.k8s.io/v1", { "f:regarding": {} }]]);
	const again = await ask.patch(200, "apply", `${events.core}/mine?fieldManager=b`, {
		apiVersion: "v1",
		kind: "Event",
		metadata: { name: "mine" },
		message: "m",
	});
	expect(ownersOf(again)).toEqual([["b", "v1", { "f:message": {} }]]);
});

check("I3 V Events are selected by the names of their group", async () => {
	await ask(201, "POST", events.other, strict("chosen"));
	const names = async (path: string, selector: string): Promise<string[]> =>
		(await ask(200, "GET", `${path}?fieldSelector=${encodeURIComponent(selector)}`)).items.map(({ metadata }) => metadata.name);
	const own = "reportingController=kubex.example/tests,regarding.name=p,metadata.name=chosen";
	expect(await names(events.other, own)).toEqual(["chosen"]);
	const core = "reportingComponent=kubex.example/tests,involvedObject.name=p,metadata.name=chosen";
	expect(await names(events.core, core)).toEqual(["chosen"]);
	for (const [path, field] of [
		[events.other, "involvedObject.name"],
		[events.other, "source"],
		[events.core, "regarding.name"],
	] as const) {
		expect((await ask(400, "GET", `${path}?fieldSelector=${field}%3Dx`)).message).toBe(`field label not supported: ${field}`);
	}
});
