-- How search folds what is stored. The indexes that use these functions are built apart, beside running orders:
-- see src/migrate-indexes.ts. A term is folded by the same functions, so both sides agree in every locale.
-- None of this enters a fingerprint or an answer.

-- Compatibility forms in one spelling, digits in ASCII. Most values are ASCII and need nothing.
CREATE FUNCTION search_plain(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(value) = char_length(value) THEN value
    ELSE translate(normalize(value, NFKC), '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९๐๑๒๓๔๕๖๗๘๙', '0123456789012345678901234567890123456789') END
$$;
--> statement-breakpoint
-- An id without case, separators and what cannot be seen: searchId of search-term.ts does the same.
CREATE FUNCTION search_id(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(regexp_replace(public.search_plain(value),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u02b0-\u02ff\u034f\u061c\u180e\u2000-\u206f\u2212\u3000-\u303f\ufe00-\ufe0f\ufeff]',
    '', 'g') COLLATE "C")
$$;
--> statement-breakpoint
-- The number that a till shows for its order: what the id ends with, without leading zeros.
CREATE FUNCTION search_number(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT substring(public.search_plain(value) from '0*([0-9]{1,6})[^0-9]*$')
$$;
--> statement-breakpoint
-- The digits of a phone number without its extension, last one first.
CREATE FUNCTION search_phone(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT reverse(regexp_replace(regexp_replace(public.search_plain(value),
    '([;,]?\s*(extension|extn|ext|x)[.:=\s]*|#\s*)[0-9]{1,7}\s*$', '', 'i'), '[^0-9]', '', 'g'))
$$;
--> statement-breakpoint
-- The words of a name: no case, accents, apostrophes and dashes; German and Danish vowels in one spelling
-- (Müller, Mueller, Muller). Letters of other scripts become a word each, named by their code: so a single one
-- is found, and trigrams work whatever the locale of the server takes for a letter.
CREATE FUNCTION search_words(value text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  folded text := value;
  is_ascii boolean := octet_length(value) = char_length(value);
BEGIN
  IF NOT is_ascii THEN
    folded := normalize(regexp_replace(normalize(folded, NFKD),
      '[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0640\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]',
      '', 'g'), NFC);
    folded := replace(replace(folded, 'ß', 'ss'), 'ẞ', 'ss');
    folded := translate(folded,
      'ÆÐØÞĐĦŁŊŒŦͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖłđðøıħŧŋĸæœþς',
      'adotdhlnotͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆlddoihtnkaotσ');
    folded := regexp_replace(folded, '[\u0080-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3007-\u3030\u30a0\u30fb\ufffd]', ' ', 'g');
  END IF;
  folded := regexp_replace(lower(folded COLLATE "C"), '[\u0001-\u002f\u003a-\u0060\u007b-\u007f]', ' ', 'g');
  folded := regexp_replace(folded, '([aou])e', '\1', 'g');
  IF NOT is_ascii AND octet_length(folded) <> char_length(folded) THEN
    SELECT string_agg(CASE WHEN ascii(c) < 128 THEN c ELSE ' 0' || to_hex(ascii(c)) || ' ' END, '' ORDER BY n)
    INTO folded FROM regexp_split_to_table(folded, '') WITH ORDINALITY AS t(c, n);
  END IF;
  RETURN regexp_split_to_array(nullif(btrim(folded), ''), ' +');
END $$;
--> statement-breakpoint
-- A name as it is matched: its words, then the name without spaces from each word on, so that O'Brien, OBrien
-- and "o brien" are one. Blanks at both ends mark the ends of words.
CREATE FUNCTION search_name(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  words text[] := public.search_words(value);
  letters text[];
  folded text := ' ' || coalesce(array_to_string(words, ' '), '') || ' ';
BEGIN
  letters := array(SELECT w FROM unnest(words) WITH ORDINALITY AS t(w, n) WHERE w !~ '^0[0-9a-f]{2,5}$' ORDER BY n LIMIT 8);
  FOR i IN 1 .. cardinality(letters) - 1 LOOP
    folded := folded || array_to_string(letters[i:], '') || ' ';
  END LOOP;
  RETURN folded;
END $$;
--> statement-breakpoint
-- Keys that names have in common where one is misspelled: the consonants by their sound, and short words as
-- they are, each also with one letter left out.
CREATE FUNCTION search_sounds(value text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  word text;
  sound text;
  keys text[] := '{}';
BEGIN
  FOREACH word IN ARRAY coalesce(public.search_words(value), '{}') LOOP
    CONTINUE WHEN word ~ '[^a-z]';
    sound := regexp_replace(translate(replace(word, 'ph', 'f'), 'cqzxwdbaeiouyhj', 'kkssvtp'), '(.)\1+', '\1', 'g');
    IF length(sound) >= 3 THEN
      keys := keys || ('~' || sound);
    END IF;
    IF length(sound) >= 4 THEN
      FOR i IN 1 .. length(sound) LOOP
        keys := keys || ('~' || overlay(sound placing '' from i for 1));
      END LOOP;
    END IF;
    IF length(word) BETWEEN 3 AND 7 THEN
      keys := keys || ('=' || word);
      FOR i IN 1 .. length(word) LOOP
        keys := keys || ('=' || overlay(word placing '' from i for 1));
      END LOOP;
    END IF;
  END LOOP;
  RETURN keys;
END $$;
