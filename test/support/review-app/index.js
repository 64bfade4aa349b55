// A process that only asks for an approval, as its input says, with the inbox, the routes and the links of the app.
'use strict';
const { z } = require('zod');
const built = (path) => require(`../../../dist/src/${path}`);
const { call } = built('orchestration/call');
const { defineProcess } = built('orchestration/define-process');
const { waitForApproval } = built('orchestration/approval');
const { Saga } = built('orchestration/saga');
const { approvalInboxEntity } = built('entities/approval-inbox/entity');
const { approvalRecordEntity } = built('entities/approval-inbox/record-entity');
const { registerActivity } = built('functions/register-activity');
const { registerEntity } = built('functions/register-entity');
const { registerProcess } = built('functions/register-process');
const { registerRoute } = built('functions/register-route');
const { approvalRoutes } = built('http/approvals');
const { decisionLinkRoutes } = built('http/decision-links');
const { identify } = built('http/identity');
const { decisionUrls, linkSigner } = built('http/signed-link');
const { notificationsStandIn } = built('services/notifications/notifications');
const { sendNotification } = built('services/notifications/contract');
const { withDecisionLinks } = built('services/notifications/decision-links');
const { Records } = built('services/stand-in/records');
const { readSettings } = built('settings');

const { identity, services } = readSettings(process.env, []);
const signer = linkSigner('a key of a test, longer than it has to be');
const urlsFor = decisionUrls({ signer, baseUrl: 'http://shop.example' });

function tellBy(to) {
  return (context, template, { name, approvalId, dueAt }) => {
    const mail = { template, to, data: { name }, decides: { approvalId, expiresAt: dueAt } };
    return call(context, sendNotification, mail, { step: `mail/${name}` });
  };
}

const review = defineProcess(
  { name: 'review', version: 1, input: z.looseObject({ to: z.string() }), result: z.unknown() },
  function* (context, { to, ...request }) {
    const { result } = yield* Saga.run(context, {
      story: () => waitForApproval(context, { ...request, step: 'review', notify: tellBy(to) }),
      whenCancelled: () => ({ outcome: 'cancelled' }),
    });
    return result;
  },
);

registerProcess(review);
for (const entity of [approvalInboxEntity(), approvalRecordEntity()]) registerEntity(entity);
const records = new Records({ folder: services.dataFolder, service: 'notifications' });
for (const activity of notificationsStandIn(records)) registerActivity(withDecisionLinks(activity, urlsFor));
const routes = [
  ...approvalRoutes({ processes: ['review'], principalOf: identify(identity) }),
  ...decisionLinkRoutes(signer),
];
for (const route of routes) registerRoute(route);
