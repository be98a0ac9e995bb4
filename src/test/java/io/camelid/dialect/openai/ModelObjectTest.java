package io.camelid.dialect.openai;

import static io.camelid.dialect.openai.OpenAi.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.llama.Model;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelObjectTest {

    @Test
    void oneObjectServesBothDialects() {
        Model model = new Model("fast", "llama3.1-8b", "ollama", Model.Type.LLM, Map.of("context", 8192));

        assertThat(OpenAiSchema.MODELS.valid(ModelObject.page(List.of(model), 1_700_000_000)))
                .isEqualTo(json("{'object':'list','data':[{'id':'fast','object':'model','created':1700000000,"
                        + "'owned_by':'ollama','identifier':'fast','provider_id':'ollama',"
                        + "'provider_resource_id':'llama3.1-8b','model_type':'llm','metadata':{'context':8192},"
                        + "'type':'model'}]}"));
    }
}
