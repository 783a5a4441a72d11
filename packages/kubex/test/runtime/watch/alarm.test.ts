import { VirtualClock } from "@kubex/testing";
import { expect, test } from "vitest";
import { Alarm } from "../../../src/runtime/watch/alarm.ts";

function alarmOf(patience: number) {
	const clock = new VirtualClock();
	const rings: number[] = [];
	const begin = clock.now();
	const alarm = new Alarm(clock, patience, () => void rings.push(clock.now() - begin));
	return { alarm, clock, rings };
}

test("LW-9 it rings once, when nothing was heard for so long", () => {
	const { alarm, clock, rings } = alarmOf(100);
	clock.advance(60);
	alarm.hear();
	clock.advance(99);
	expect(rings).toEqual([]);
	clock.advance(1);
	expect(rings).toEqual([160]);
	clock.advance(1000);
	expect(rings).toEqual([160]);
	expect(clock.timers).toBe(0);
});

test("LW-9 while it is paused it does not ring; afterwards it waits anew", () => {
	const { alarm, clock, rings } = alarmOf(100);
	alarm.pause();
	clock.advance(1000);
	alarm.wait(100);
	clock.advance(99);
	expect(rings).toEqual([]);
	clock.advance(101);
	expect(rings).toHaveLength(1);
});

test("LW-9 another patience holds from when it is given, be it shorter or longer", () => {
	const { alarm, clock, rings } = alarmOf(100);
	clock.advance(50);
	alarm.wait(20);
	clock.advance(20);
	expect(rings).toEqual([70]);
	const other = alarmOf(100);
	other.clock.advance(50);
	other.alarm.wait(500);
	other.clock.advance(499);
	expect(other.rings).toEqual([]);
	other.clock.advance(100);
	expect(other.rings).toEqual([550]);
});

test("a thousand sounds cost no timer, and a stopped alarm leaves none", () => {
	const { alarm, clock } = alarmOf(100);
	for (let sound = 0; sound < 1000; sound += 1) alarm.wait(100);
	expect(clock.timers).toBe(1);
	alarm.stop();
	expect(clock.timers).toBe(0);
});
