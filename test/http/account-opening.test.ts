import { describe, expect, it } from '@jest/globals';
import { post, start } from './app-client';
import { anApplication, everyDocument } from './orders';
import { aProblem } from './reply';

describe('an account opening', () => {
  it('opens the account, with the first money on it', async () => {
    const opening = await start('account-opening', anApplication());
    expect(await opening.result()).toMatchObject({ outcome: 'opened', balanceCents: 1 });
  });

  it('waits for missing documents, and takes them by the id that the applicant knows', async () => {
    const application = anApplication({ documents: [] });
    const opening = await start('account-opening', application);
    await opening.waitsFor('documents/1');
    const path = `/processes/account-opening/events/documentsProvided?businessKey=${application.applicationId}`;
    expect(await post(path, { documents: everyDocument })).toMatchObject({ status: 202, body: { id: opening.id } });
    expect(await opening.result()).toMatchObject({ outcome: 'opened' });
    expect(await post(path, { documents: everyDocument })).toMatchObject(aProblem(404, 'process.unknownBusinessKey'));
  });

  it('names what is wrong with a document, and goes on waiting', async () => {
    const opening = await start('account-opening', anApplication({ documents: [] }));
    await opening.waitsFor('documents/1');
    const documents = [{ kind: 'loveLetter', reference: 'scan' }];
    expect(await opening.tell('documentsProvided', { documents })).toMatchObject(
      aProblem(400, 'request.invalid', 'documents[0].kind'),
    );
    expect(await opening.tell('weatherChanged', {})).toMatchObject(aProblem(404, 'process.unknownEvent', 'event'));
    await opening.cancel('foundAnotherBank');
    expect(await opening.result()).toMatchObject({ outcome: 'cancelled', reason: 'foundAnotherBank' });
    expect(await opening.tell('documentsProvided', { documents: everyDocument })).toMatchObject(
      aProblem(409, 'process.alreadyEnded'),
    );
  });
});
