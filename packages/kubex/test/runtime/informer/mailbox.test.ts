import fc from "fast-check";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import {
	type AddChange,
	type Change,
	type DeepReadonly,
	type DeleteChange,
	OverflowError,
	type UpdateChange,
} from "kubex/runtime";
import { describe, expect, test } from "vitest";
import { Mailbox } from "../../../src/runtime/informer/mailbox.ts";
import { ObjectStore } from "../../../src/runtime/store/object-store.ts";
import { applyChanges } from "../../support/apply-changes.ts";
import { cachedPod } from "../../support/cached-pod.ts";
import { histories, ToldServer } from "../../support/histories.ts";

type Held = DeepReadonly<Pod>;

const key = "default/web";
const state = (resourceVersion: number, uid = "u1"): Held => cachedPod({ uid, resourceVersion: `${resourceVersion}` });
const add = (object: Held, initial = false): AddChange<Held> => ({ type: "add", key, object, initial });
const update = (old: Held, object: Held): UpdateChange<Held> => ({ type: "update", key, old, object });
const remove = (old: Held, object: Held = old, finalStateUnknown = false): DeleteChange<Held> => ({
	type: "delete",
	key,
	old,
	object,
	finalStateUnknown,
});
const [o, a, b, d] = [state(1), state(2), state(3), state(4)];
const [other, later] = [state(5, "u2"), state(6, "u2")];

test.each<[string, Change<Held>[], Change<Held>[]]>([
	["one change stays what it is", [update(o, a)], [update(o, a)]],
	["add, update: an addition of the newest", [add(a), update(a, b)], [add(b)]],
	["add, update of what was there first: still initial", [add(a, true), update(a, b)], [add(b, true)]],
	["add, delete: nothing", [add(a), remove(a, d)], []],
	["add, update, delete: nothing", [add(a), update(a, b), remove(b, d)], []],
	["update, update: one, from the state that was seen", [update(o, a), update(a, b)], [update(o, b)]],
	["update, delete: a deletion, from the state that was seen", [update(o, a), remove(a, d)], [remove(o, d)]],
	["update, delete that was missed", [update(o, a), remove(a, a, true)], [remove(o, a, true)]],
	["delete, add of the same object: an update", [remove(o, d), add(b)], [update(o, b)]],
	["delete, add, update of the same object", [remove(o, d), add(a), update(a, b)], [update(o, b)]],
	["delete, add of another object: both", [remove(o, d), add(other)], [remove(o, d), add(other)]],
	["delete, add of another object, update", [remove(o, d), add(other), update(other, later)], [remove(o, d), add(later)]],
	["delete, add of another object, delete", [remove(o, d), add(other), remove(other, later)], [remove(o, d)]],
	["delete, another that comes and goes, add of the first", [remove(o, d), add(other), remove(other), add(b)], [update(o, b)]],
	["update, delete, add of another object", [update(o, a), remove(a, a, true), add(other)], [remove(o, a, true), add(other)]],
])("IN-6 %s", (_, offered, taken) => {
	const mailbox = new Mailbox<Held>();
	for (const change of offered) mailbox.offer(change);
	expect(mailbox.size).toBe(taken.length);
	expect(mailbox.take()).toEqual(taken);
	expect([mailbox.size, mailbox.take()]).toEqual([0, []]);
});

test("IN-3 keys come in the order in which they began to wait, each key's changes in order, however few are taken", () => {
	const mailbox = new Mailbox<Held>();
	const named = (change: Change<Held>, name: string): Change<Held> => ({ ...change, key: name });
	mailbox.offer(named(remove(o, d), "x"));
	mailbox.offer(named(add(a), "y"));
	mailbox.offer(named(add(other), "x"));
	mailbox.offer(named(update(a, b), "y"));
	const taken = [mailbox.take(1), mailbox.take(1), mailbox.take(1), mailbox.take(1)];
	expect(taken.map((batch) => batch.map((change) => `${change.type} ${change.key}`))).toEqual([
		["delete x"],
		["add x"],
		["add y"],
		[],
	]);
});

describe("IN-7 synced", () => {
	test("when there was nothing, as soon as that is known", () => {
		const mailbox = new Mailbox<Held>();
		expect(mailbox.synced).toBe(false);
		mailbox.endInitial();
		expect(mailbox.synced).toBe(true);
	});

	test("not before the last initial object is dealt with, and later ones do not matter", () => {
		const mailbox = new Mailbox<Held>();
		for (const name of ["a", "b"]) mailbox.offer({ ...add(a, true), key: name });
		mailbox.take(1);
		mailbox.finish();
		expect(mailbox.synced).toBe(false);
		mailbox.offer({ ...add(a), key: "c" });
		mailbox.endInitial();
		mailbox.take(1);
		expect(mailbox.synced, "taken, not dealt with").toBe(false);
		mailbox.finish();
		expect(mailbox.synced).toBe(true);
		expect(mailbox.size).toBe(1);
	});

	test("an initial object that vanishes before it is taken counts as dealt with", () => {
		const mailbox = new Mailbox<Held>();
		mailbox.offer(add(a, true));
		mailbox.endInitial();
		expect(mailbox.synced).toBe(false);
		mailbox.offer(remove(a, d));
		expect(mailbox.synced).toBe(true);
	});

	test("an initial object that is taken in a newer state counts once", () => {
		const mailbox = new Mailbox<Held>();
		mailbox.offer(add(a, true));
		mailbox.endInitial();
		mailbox.offer(update(a, b));
		mailbox.take();
		expect(mailbox.synced).toBe(false);
		mailbox.finish();
		expect(mailbox.synced).toBe(true);
	});
});

describe("IN-6 every", () => {
	test("nothing is merged, and the order is that of all keys", () => {
		const mailbox = new Mailbox<Held>({ every: true });
		const offered = [add(a, true), { ...add(a), key: "y" }, update(a, b), remove(b, d), add(other)];
		for (const change of offered) mailbox.offer(change);
		expect(mailbox.size).toBe(5);
		expect([...mailbox.take(2), ...mailbox.take()]).toEqual(offered);
	});

	test("beyond the high-water mark it ends: what waits is still taken, and then it says what is lost", () => {
		const mailbox = new Mailbox<Held>({ every: true, highWaterMark: 2 });
		for (const change of [add(a), update(a, b), remove(b, d)]) mailbox.offer(change);
		expect(mailbox.size).toBe(2);
		expect(mailbox.take(1)).toEqual([add(a)]);
		mailbox.offer(add(other));
		expect(mailbox.take()).toEqual([update(a, b)]);
		expect(() => mailbox.take()).toThrow(OverflowError);
		expect(() => mailbox.take()).toThrow(/more than 2 changes/);
	});

	test("a consumer that keeps up may be told of more than the high-water mark", () => {
		const mailbox = new Mailbox<Held>({ every: true, highWaterMark: 2 });
		for (let at = 0; at < 10; at += 1) {
			mailbox.offer({ ...add(a), key: `${at}` });
			expect(mailbox.take().length).toBe(1);
		}
	});
});

/** Any history, in which the consumer takes so many after each step; 0 for none. */
const takes = fc.array(fc.nat({ max: 4 }), { minLength: 40, maxLength: 40 });

test.each([false, true])(
	"IN-3 IN-6 a consumer that takes at any moment is told only what can be, and in the end holds what the store holds (every: %j)",
	(every) => {
		const property = fc.property(histories, takes, (steps, counts) => {
			const server = new ToldServer();
			const store = new ObjectStore(Pod, {
				onError: (error) => {
					throw error;
				},
			});
			const mailbox = new Mailbox<Held>({ every });
			const consumer = new Map<string, Held>();
			const keys = new Set<string>();
			for (const [at, step] of steps.entries()) {
				for (const change of server.run(step, store)) {
					keys.add(change.key);
					mailbox.offer(change);
				}
				if (!every) expect(mailbox.size).toBeLessThanOrEqual(keys.size * 2);
				const max = counts[at] ?? 0;
				const taken = mailbox.take(max);
				expect(taken.length).toBeLessThanOrEqual(max);
				applyChanges(consumer, taken);
			}
			applyChanges(consumer, mailbox.take());
			expect(mailbox.size).toBe(0);
			expect(consumer).toEqual(server.told);
			for (const [held, pod] of consumer) expect(store.getByKey(held)).toBe(pod);
		});
		fc.assert(property, { numRuns: 2500 });
	},
);
