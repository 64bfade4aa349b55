/** Table of contents: every function of the app is registered here, and only importing this file has effects. */
import { accountBalanceEntity } from './entities/account-balance/entity';
import { approvalInboxEntity } from './entities/approval-inbox/entity';
import { approvalRecordEntity } from './entities/approval-inbox/record-entity';
import { batchLedgerEntity } from './entities/batch-ledger/entity';
import { customerFileEntity } from './entities/customer-file/entity';
import { emailVerificationEntity } from './entities/email-verification/entity';
import { circuitBreakerEntity } from './entities/circuit-breaker/entity';
import { correlationEntity } from './entities/correlation/entity';
import { interventionListEntity } from './entities/intervention-list/entity';
import { startClaimEntity } from './entities/start-claim/entity';
import { stockLevelEntity } from './entities/stock-level/entity';
import { registerActivity, registerClientActivity } from './functions/register-activity';
import { registerEntity } from './functions/register-entity';
import { registerProcess } from './functions/register-process';
import { registerRoute } from './functions/register-route';
import { registerTelemetry } from './functions/register-telemetry';
import { registerTimer } from './functions/register-timer';
import { addressConfirmationRoutes } from './http/address-confirmation';
import { approvalRoutes } from './http/approvals';
import { decisionLinkRoutes } from './http/decision-links';
import { health } from './http/health';
import { withApiDocument } from './http/api-document';
import { identify } from './http/identity';
import { interventionRoutes } from './http/interventions';
import { processRoutes, subProcessRoutes } from './http/processes';
import { decisionUrls, linkSigner, newLinkKey } from './http/signed-link';
import { tellOfCircuit } from './monitoring/circuit-changes';
import { monitoringSettings } from './monitoring/contract';
import { guardedServices } from './monitoring/guarded-services';
import { sampleGauges } from './monitoring/sample-gauges';
import { sampleStuck } from './monitoring/sample-stuck';
import { registeredProcesses, subProcesses } from './registered-processes';
import { endInstances, forgetInstances } from './services/instances/contract';
import { endInstancesBy, forgetInstancesBy } from './services/instances/instances';
import { withDecisionLinks } from './services/notifications/decision-links';
import { openArchive } from './retention/archive';
import { retentionSettings } from './retention/contract';
import { applyRetention } from './retention/retention';
import { openServices, serviceNames } from './services/open-services';
import { catalogue, fundedAccounts } from './services/stand-in/test-values';
import type { ActivityImplementation } from './shared/contract';
import { readBlock, readSettings } from './settings';
import { log } from './telemetry/log';
import { startTelemetry } from './telemetry/start';

const settings = readSettings(process.env, serviceNames);

if (settings.telemetry.exporter !== 'none') registerTelemetry(startTelemetry(settings.telemetry));

// On Azure a key of one start would be unknown to the other instances: there are no links without the setting.
const linkKey = settings.links.key ?? (settings.identity.inAzure ? undefined : newLinkKey());
const signer = linkKey === undefined ? undefined : linkSigner(linkKey);

const withLinks = (activity: ActivityImplementation) =>
  signer === undefined
    ? activity
    : withDecisionLinks(activity, decisionUrls({ signer, baseUrl: settings.links.baseUrl }));

const { activities } = openServices(settings.services);
for (const activity of activities) registerActivity(withLinks(activity));
const inboxes = [approvalInboxEntity(), approvalRecordEntity(), interventionListEntity()];
const ledgers = [stockLevelEntity(catalogue), accountBalanceEntity(fundedAccounts)];
const customers = [customerFileEntity(), emailVerificationEntity()];
const shared = [correlationEntity(), startClaimEntity(), batchLedgerEntity()];
for (const entity of [...ledgers, ...inboxes, ...customers, ...shared]) registerEntity(entity);
registerEntity(circuitBreakerEntity(), tellOfCircuit);
for (const registration of registeredProcesses) registerProcess(registration.process);
for (const process of subProcesses) registerProcess(process);
registerClientActivity(endInstances, endInstancesBy);
registerClientActivity(forgetInstances, forgetInstancesBy);

const served = registeredProcesses.map((registration) => ({
  contract: registration.process.contract,
  order: registration.order,
  example: registration.example,
  maxBodyBytes: registration.maxBodyBytes,
  options: readBlock(process.env, registration.settings),
}));

const parts = subProcesses.map(({ contract }) => contract);
const contracts = new Map([...served.map(({ contract }) => contract), ...parts].map((each) => [each.name, each]));
const processes = [...contracts.keys()];
const principalOf = identify(settings.identity);

const routes = withApiDocument([
  ...processRoutes(served, principalOf),
  ...parts.flatMap((contract) => subProcessRoutes(contract, principalOf)),
  ...addressConfirmationRoutes(),
  ...approvalRoutes({ processes, principalOf }),
  ...(signer === undefined ? [] : decisionLinkRoutes(signer)),
  ...interventionRoutes({ processes, principalOf }),
  health,
]);
for (const route of routes) registerRoute(route);

const retention = readBlock(process.env, retentionSettings);
const archive = openArchive(retention, settings.managedIdentity);
if (archive !== undefined) {
  registerTimer({
    name: 'retention',
    schedule: retention.schedule,
    run: async (client, now, hostLog) => {
      const instances = await applyRetention({ client, archive, contracts, options: retention, now });
      log(hostLog, 'retention.applied', { instances });
    },
  });
}

const { schedule, stuckSchedule, stuckAgeMs } = readBlock(process.env, monitoringSettings);
if (settings.telemetry.exporter !== 'none') {
  const services = guardedServices(activities.map(({ contract }) => contract));
  registerTimer({
    name: 'sample-gauges',
    schedule,
    run: (client, now) => sampleGauges({ client, processes, services, now }),
  });
  registerTimer({
    name: 'sample-stuck',
    schedule: stuckSchedule,
    run: (client, now) => sampleStuck({ client, processes, stuckAgeMs, now }),
  });
}
