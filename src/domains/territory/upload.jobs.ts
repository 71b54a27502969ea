import './upload.messages.js';
import type { JobRun, JobTasks } from '#platform/jobs/runner.js';
import { workOnFile } from './import.child.js';
import { UPLOAD_TASK } from './upload.actions.js';
import { openSpool } from './upload.spool.js';

/** The long work of this domain. @param dataDir the installation's data folder, where files wait */
export function territoryJobs(dataDir: string | undefined): JobTasks {
  return { [UPLOAD_TASK]: (job) => handleUpload(job, dataDir) };
}

/** What is smaller than a megabyte is read within the request that brings it; the rest here, and shows how far it is. */
async function handleUpload(job: JobRun, dataDir: string | undefined): Promise<void> {
  const { ambito, payload, apart, signal, progress } = job;
  const upload = String(payload.upload);
  const work = { act: payload.act === 'load' ? 'load' : 'check', upload } as const;
  const isLoaded = await workOnFile(
    { ...apart, dataDir, ambito, work },
    {
      signal,
      // Told for whoever watches: work does not wait for it. The rest is for comparing and checking.
      onStep: (fraction) => void progress(fraction * 0.9).catch(() => {}),
    },
  );
  // Only once it is committed: until then the file is all there is.
  if (isLoaded) await openSpool(dataDir).drop(upload);
}
