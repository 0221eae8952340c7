/** How many records of an origin were ever committed. `reader` is a page of the extension. */
export function committedOf(reader, origin) {
  return reader.evaluate(nextOrdinal, origin);
}

/** Runs in the page. */
async function nextOrdinal(origin) {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open('tabshark');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const row = await new Promise((resolve) => {
    const request = database.transaction('origins').objectStore('origins').get(origin);
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return row?.next ?? 0;
}
