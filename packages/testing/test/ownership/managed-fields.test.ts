import type { ManagedFieldsEntry } from "kubex/meta";
import { expect, test } from "vitest";
import { readOwners, writeOwners } from "../../src/ownership/owner.ts";
import { ClusterState, configMaps, deployment, deployments } from "../registry/cluster-state.ts";

const entry = (manager: string, time: string, data: object, more: object = {}): ManagedFieldsEntry => ({
	manager,
	operation: "Update",
	apiVersion: "v1",
	time,
	fieldsType: "FieldsV1",
	fieldsV1: { "f:data": data },
	...more,
});

test("M2 owners are written in the server's order: appliers first, then by time, name and endpoint", () => {
	const [early, late] = ["2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"];
	const entries = [
		entry("z", late, { "f:a": {} }, { operation: "Apply" }),
		entry("y", early, { "f:b": {} }),
		entry("a", late, { "f:c": {} }),
		entry("b", late, { "f:d": {} }),
		entry("b", late, { "f:e": {} }, { subresource: "status" }),
	];
	const owners = readOwners(entries.toReversed());
	expect(owners === undefined ? undefined : writeOwners(owners)).toEqual(entries);
});

test("M2 entries that the server could not have written are not read", () => {
	const time = "2026-01-01T00:00:00Z";
	for (const more of [{ operation: "Patch" }, { apiVersion: "" }, { fieldsType: "FieldsV2" }, { fieldsV1: { a: {} } }]) {
		expect(readOwners([entry("a", time, { "f:a": {} }, more)])).toBeUndefined();
	}
	expect(readOwners(undefined)?.size).toBe(0);
});

test("M8 of more than ten who update the oldest are put together, with the time of the last of them", async () => {
	const cluster = new ClusterState();
	const data: Record<string, string> = {};
	for (let index = 0; index < 12; index++) {
		data[`k${index}`] = "";
		const method = index === 0 ? "POST" : "PUT";
		const path = `${configMaps}${index === 0 ? "" : "/a"}?fieldManager=m${index}`;
		await cluster.call(method, path, { metadata: { name: "a" }, data });
		cluster.clock.advance(1_000);
	}
	const { body } = await cluster.call("GET", `${configMaps}/a`);
	const entries = body.metadata.managedFields as ManagedFieldsEntry[];
	expect(entries).toHaveLength(10);
	expect(entries[0]).toEqual(entry("ancient-changes", "2026-01-01T00:00:02Z", { ".": {}, "f:k0": {}, "f:k1": {}, "f:k2": {} }));
	expect(entries.slice(1).map(({ manager }) => manager)).toEqual(["m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11"]);
});

test("K4 a write that changes nothing does not touch the times; one that does, does", async () => {
	const cluster = new ClusterState();
	const body = { metadata: { name: "a" }, data: { a: "1" } };
	const { body: created } = await cluster.call("POST", configMaps, body);
	cluster.clock.advance(5_000);
	expect((await cluster.call("PUT", `${configMaps}/a`, body)).body).toEqual(created);
	const changed = await cluster.call("PUT", `${configMaps}/a`, { ...body, data: { a: "2" } });
	expect(changed.body.metadata.managedFields).toEqual([{ ...created.metadata.managedFields[0], time: "2026-01-01T00:00:05Z" }]);
});

test("M11 an apply of the same in other words writes nothing and touches no times", async () => {
	const cluster = new ClusterState();
	const apply = (cpu: unknown): ReturnType<typeof cluster.patch> => {
		const [container] = deployment("a").spec.template.spec.containers;
		const spec = structuredClone(deployment("a").spec);
		spec.template.spec.containers = [{ ...container, resources: { limits: { cpu } } }];
		const configuration = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "a" }, spec };
		return cluster.patch(`${deployments}/a?fieldManager=m`, "application/apply-patch+yaml", configuration);
	};
	const { status, body: created } = await apply("1");
	expect(status).toBe(201);
	cluster.clock.advance(5_000);
	expect((await apply("1000m")).body).toEqual(created);
	expect((await apply("2")).body.metadata.managedFields[0].time).toBe("2026-01-01T00:00:05Z");
});

test("M7 an object whose owners are forgotten stays so until somebody applies", async () => {
	const cluster = new ClusterState();
	await cluster.call("POST", configMaps, { metadata: { name: "a" }, data: { a: "1" } });
	for (const managedFields of [[], [{}]]) {
		const { body } = await cluster.call("PUT", `${configMaps}/a`, { metadata: { name: "a", managedFields }, data: { a: "2" } });
		expect(body.metadata).not.toHaveProperty("managedFields");
	}
	const { body } = await cluster.call("PUT", `${configMaps}/a`, { metadata: { name: "a" }, data: { a: "3" } });
	expect(body.metadata).not.toHaveProperty("managedFields");
});
