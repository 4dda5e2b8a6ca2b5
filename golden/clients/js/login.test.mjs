// What @gradio/client does with an app that has a login.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { Client } from "@gradio/client";

const { MEMBERS_URL } = process.env;
const open = [];

after(() => open.forEach((client) => client.close()));

async function connect(name) {
	const client = await Client.connect(MEMBERS_URL, { auth: [name, "secret"] });
	open.push(client);
	return client;
}

test("logs in, and keeps the State of each user apart", async () => {
	const [ada, bob] = await Promise.all([connect("ada"), connect("bob")]);
	assert.deepEqual((await ada.predict("/add", [2])).data, [2]);
	assert.deepEqual((await ada.predict("/add", [3])).data, [5]);
	assert.deepEqual((await bob.predict("/add", [7])).data, [7]);
});

test("is kept out without a password, or with a wrong one", async () => {
	await assert.rejects(Client.connect(MEMBERS_URL));
	await assert.rejects(Client.connect(MEMBERS_URL, { auth: ["ada", "wrong"] }));
	const answer = await fetch(MEMBERS_URL + "/config");
	assert.equal(answer.status, 401);
	assert.deepEqual(await answer.json(), { detail: { auth_message: null, error: "Not authenticated" } });
});
