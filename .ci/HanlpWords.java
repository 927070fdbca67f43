import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.dictionary.CustomDictionary;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;

/** Print, for each word on standard input, what HanLP's custom dictionary holds: natures and count. */
public class HanlpWords {
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String word = words.readLine(); word != null; word = words.readLine()) {
            CoreDictionary.Attribute entry = CustomDictionary.get(word);
            out.println(word + "\t" + (entry == null ? "none" : entry.nature[0] + "\t" + entry.frequency[0]));
        }
        out.flush();
    }
}
