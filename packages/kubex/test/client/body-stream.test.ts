import { expect, onTestFinished, test, vi } from "vitest";
import { BodyStream } from "../../src/client/body-stream.ts";

/** A stream with a second for silences, and what it has asked of its source. */
function timed(): { stream: BodyStream; asked: string[] } {
	vi.useFakeTimers();
	onTestFinished(() => void vi.useRealTimers());
	const asked: string[] = [];
	const ask = (what: string) => (): void => void asked.push(what);
	const source = { pause: ask("pause"), resume: ask("resume"), leave: ask("leave"), silence: ask("silence"), idleTimeout: 1000 };
	return { stream: new BodyStream(source), asked };
}

test("every byte begins the time for silences anew, and the end ends it", () => {
	const { stream, asked } = timed();
	for (let count = 0; count < 5; count += 1) {
		vi.advanceTimersByTime(999);
		stream.push(new Uint8Array(1));
	}
	expect(asked).toEqual([]);
	stream.end();
	vi.advanceTimersByTime(5000);
	expect(asked).toEqual([]);
	expect(vi.getTimerCount()).toBe(0);
});

test("while a reader holds back its source there is no silence", async () => {
	const { stream, asked } = timed();
	stream.push(new Uint8Array(256 * 1024));
	vi.advanceTimersByTime(5000);
	expect(asked).toEqual(["pause"]);
	expect((await stream.next()).value?.byteLength).toBe(256 * 1024);
	vi.advanceTimersByTime(999);
	expect(asked).toEqual(["pause", "resume"]);
	vi.advanceTimersByTime(1);
	expect(asked).toEqual(["pause", "resume", "silence"]);
});

test("what comes between two calls, and at once while one waits, is one chunk", async () => {
	const { stream } = timed();
	const waiting = stream.next();
	for (const byte of [1, 2]) stream.push(Uint8Array.of(byte));
	expect([...((await waiting).value ?? [])]).toEqual([1, 2]);
	for (const byte of [3, 4]) stream.push(Uint8Array.of(byte));
	expect([...((await stream.next()).value ?? [])]).toEqual([3, 4]);
	await stream.return();
	expect(vi.getTimerCount()).toBe(0);
});
