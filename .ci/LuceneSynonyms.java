import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.util.TreeSet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Print, for each word on standard input, all that a field holds where the synonyms of a file are expanded. */
public class LuceneSynonyms {
    public static void main(String[] arguments) throws Exception {
        KeywordAnalyzer whole = new KeywordAnalyzer();
        SolrSynonymParser parser = new SolrSynonymParser(true, true, whole);
        parser.parse(new InputStreamReader(new FileInputStream(arguments[0]), "UTF-8"));
        SynonymMap synonyms = parser.build();
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String word = words.readLine(); word != null; word = words.readLine()) {
            TokenStream stream = new SynonymFilter(whole.tokenStream("", new StringReader(word)), synonyms, false);
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            TreeSet<String> terms = new TreeSet<String>();
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
            stream.close();
            out.println(String.join("\t", terms));
        }
        out.flush();
    }
}
