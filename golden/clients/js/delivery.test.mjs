// No result is lost, however large it is and however many calls a client makes at once.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Client } from "@gradio/client";

const open = [];

async function connect() {
	const client = await Client.connect(process.env.SOAK_URL);
	open.push(client);
	return client;
}

after(() => open.forEach((client) => client.close()));

const range = (n) => Array.from({ length: n }, (_, i) => i);

for (const [n, size] of [[6, 1_000_000], [20, 100_000], [30, 2_000_000]]) {
	test(`${n} results of ${size} bytes at once`, { timeout: 60_000 }, async () => {
		const client = await connect();
		const results = await Promise.all(range(n).map((i) => client.predict("/large", [size + i])));
		assert.deepEqual(results.map((r) => r.data[0].length), range(n).map((i) => size + i));
	});
}

for (const round of range(8)) {
	test(`90 calls at once, round ${round}`, { timeout: 30_000 }, async () => {
		const client = await connect();
		const results = await Promise.all(range(90).map((i) => client.predict("/echo", [`${round} ${i}`])));
		assert.deepEqual(results.map((r) => r.data[0]), range(90).map((i) => `${round} ${i}`));
	});
}

test("calls one after another", { timeout: 60_000 }, async () => {
	const client = await connect();
	for (const i of range(50)) {
		assert.deepEqual((await client.predict("/echo", [String(i)])).data, [String(i)]);
	}
});
