import { type LibraryPlace, libraryAddressOf } from './place.ts';

export function goTo(place: LibraryPlace): void {
  location.hash = libraryAddressOf(place);
}

/** The same step of the way, seen otherwise: Back does not lead through every letter that was typed. */
export function replaceBy(place: LibraryPlace): void {
  location.replace(libraryAddressOf(place));
}
